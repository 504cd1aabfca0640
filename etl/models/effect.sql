-- Grain: district or the province, by the indicator of the 50% target, each snapshot on its own last day.
WITH earlier AS (
    SELECT value.unit_code, value.day, value.households, value.achieved, value.attainment
    FROM before.attainment AS value
    INNER JOIN (SELECT max(day) AS day FROM before.attainment) AS last ON last.day = value.day
    WHERE value.indicator = 'both' AND value.level IN ('district', 'province')
),
later AS (
    SELECT value.unit_code, value.level, value.day, value.households, value.achieved, value.attainment
    FROM mart.attainment AS value
    INNER JOIN reference.build AS build ON build.as_of = value.day
    WHERE value.indicator = 'both' AND value.level IN ('district', 'province')
)
SELECT
    later.unit_code, unit.name, unit.type,
    earlier.day AS day_before, later.day AS day_after,
    earlier.households AS households_before, later.households AS households_after,
    earlier.achieved AS achieved_before, later.achieved AS achieved_after,
    later.achieved - earlier.achieved AS achieved_change,
    earlier.attainment AS attainment_before, later.attainment AS attainment_after
FROM later
INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.code = later.unit_code
LEFT JOIN earlier ON earlier.unit_code = later.unit_code
ORDER BY later.level, unit.name COLLATE vi, later.unit_code
