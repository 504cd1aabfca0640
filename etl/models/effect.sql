-- Grain: district or the province, by the indicator of the 50% target, each snapshot on its own last day; what was reached of
-- the target stands as on every page at the deadline of a phase that is over, and is of the target's count.
WITH told AS (
    SELECT FALSE AS is_new, level, unit_code, day, phase, ends_on, households, achieved, of_target
    FROM before.attainment
    WHERE indicator = 'both' AND level IN ('district', 'province')
    UNION ALL
    SELECT TRUE AS is_new, level, unit_code, day, phase, ends_on, households, achieved, of_target
    FROM mart.attainment
    WHERE indicator = 'both' AND level IN ('district', 'province')
),
known AS (
    SELECT value.is_new, value.level, value.unit_code, value.day, value.households, value.achieved, judged.day AS judged_on, judged.of_target
    FROM told AS value
    INNER JOIN (SELECT is_new, max(day) AS day FROM told GROUP BY is_new) AS last
        ON last.is_new = value.is_new AND last.day = value.day
    INNER JOIN told AS judged
        ON judged.is_new = value.is_new AND judged.level = value.level AND judged.unit_code = value.unit_code
        AND judged.day = CASE WHEN value.day > value.ends_on AND value.phase IS NOT NULL THEN value.ends_on ELSE value.day END
)
SELECT
    later.unit_code, unit.name, unit.type,
    earlier.day AS day_before, later.day AS day_after,
    earlier.households AS households_before, later.households AS households_after,
    earlier.achieved AS achieved_before, later.achieved AS achieved_after,
    later.achieved - earlier.achieved AS achieved_change,
    earlier.of_target AS attainment_before, later.of_target AS attainment_after, later.judged_on AS judged_on
FROM known AS later
INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.code = later.unit_code
LEFT JOIN known AS earlier ON NOT earlier.is_new AND earlier.unit_code = later.unit_code
WHERE later.is_new
ORDER BY later.level, unit.name COLLATE vi, later.unit_code
