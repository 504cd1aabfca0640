-- Grain: unit of one level, day of its phase. Coverage from the phase's first day to its deadline or the day asked for; a unit that
-- has reported nothing by then has no curve.
SELECT
    value.phase, value.unit_code, unit.name, value.day, value.day_number, value.share_of_time, value.coverage, value.achieved
FROM mart.attainment AS value
INNER JOIN mart.attainment AS last
    ON last.level = value.level AND last.unit_code = value.unit_code AND last.indicator = value.indicator
    AND last.day = least($day, value.ends_on) AND last.has_data
LEFT JOIN mart.unit AS unit ON unit.vintage = '2021' AND unit.code = value.unit_code AND unit.level = value.level
WHERE value.level = $level AND value.indicator = $indicator AND value.day <= $day
    AND value.day_number BETWEEN 1 AND value.phase_days
ORDER BY value.phase, unit.name COLLATE vi, value.unit_code, value.day
