-- Grain: district or the province, by the indicator of the 50% target, each snapshot on its own last day; what was reached of
-- the target stands as on every page at the deadline of a phase that is over, and is of the target's count.
WITH earlier AS (
    SELECT value.unit_code, value.day, value.households, value.achieved, judged.of_target
    FROM before.attainment AS value
    INNER JOIN (SELECT max(day) AS day FROM before.attainment) AS last ON last.day = value.day
    INNER JOIN before.attainment AS judged
        ON judged.level = value.level AND judged.unit_code = value.unit_code AND judged.indicator = value.indicator
        AND judged.day = CASE WHEN value.day > value.ends_on AND value.phase IS NOT NULL THEN value.ends_on ELSE value.day END
    WHERE value.indicator = 'both' AND value.level IN ('district', 'province')
),
later AS (
    SELECT value.unit_code, value.level, value.day, value.households, value.achieved, judged.of_target
    FROM mart.attainment AS value
    INNER JOIN reference.build AS build ON build.as_of = value.day
    INNER JOIN mart.attainment AS judged
        ON judged.level = value.level AND judged.unit_code = value.unit_code AND judged.indicator = value.indicator
        AND judged.day = CASE WHEN value.day > value.ends_on AND value.phase IS NOT NULL THEN value.ends_on ELSE value.day END
    WHERE value.indicator = 'both' AND value.level IN ('district', 'province')
)
SELECT
    later.unit_code, unit.name, unit.type,
    earlier.day AS day_before, later.day AS day_after,
    earlier.households AS households_before, later.households AS households_after,
    earlier.achieved AS achieved_before, later.achieved AS achieved_after,
    later.achieved - earlier.achieved AS achieved_change,
    earlier.of_target AS attainment_before, later.of_target AS attainment_after
FROM later
INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.code = later.unit_code
LEFT JOIN earlier ON earlier.unit_code = later.unit_code
ORDER BY later.level, unit.name COLLATE vi, later.unit_code
