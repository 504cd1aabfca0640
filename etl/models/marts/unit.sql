-- Grain: vintage, level, code. Households at the as-of day; those of 2025 are the 2021 communes' carried over by population share.
WITH at_day AS (
    SELECT base.level, base.unit_code, base.households, base.is_estimate
    FROM staging.unit_base AS base
    INNER JOIN reference.build AS build ON build.as_of = base.day
),
carried AS (
    SELECT
        crosswalk.commune_2025 AS code,
        CAST(sum(CAST(floor(at_day.households * crosswalk.share_after + 0.5) AS BIGINT)
            - CAST(floor(at_day.households * crosswalk.share_before + 0.5) AS BIGINT)) AS BIGINT) AS households,
        bool_or(at_day.is_estimate OR crosswalk.share_after - crosswalk.share_before < 1) AS is_estimate
    FROM reference.crosswalk AS crosswalk
    INNER JOIN at_day ON at_day.unit_code = crosswalk.commune_2021
    GROUP BY crosswalk.commune_2025
)
SELECT
    unit.vintage, unit.code, unit.level, unit.name, unit.type, unit.parent_code, unit.phase,
    CASE WHEN unit.vintage = '2025' AND unit.level = 'commune' THEN carried.households ELSE at_day.households END AS households,
    CASE WHEN unit.vintage = '2025' AND unit.level = 'commune' THEN carried.is_estimate ELSE at_day.is_estimate END
        AS households_is_estimate
FROM reference.unit AS unit
LEFT JOIN at_day ON at_day.unit_code = unit.code AND at_day.level = unit.level
LEFT JOIN carried ON carried.code = unit.code
