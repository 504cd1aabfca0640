-- Grain: day, level, unit. Households of every unit as the sum of its communes'.
SELECT
    base.day,
    rollup.level,
    rollup.unit_code,
    CAST(sum(base.households) AS BIGINT) AS households,
    bool_or(base.is_estimate) AS is_estimate
FROM staging.household_base AS base
INNER JOIN reference.rollup AS rollup ON rollup.commune_code = base.commune_code
GROUP BY base.day, rollup.level, rollup.unit_code
