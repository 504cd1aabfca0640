-- Grain: unit of one level. Its phase's result at the deadline and what came after, by one indicator.
SELECT result.phase, result.unit_code, unit.name, result.day_number, result.phase_days, result.expected_share, result.achieved,
    result.result_at_deadline, result.after_deadline, result.status
FROM mart.phase_result AS result
LEFT JOIN mart.unit AS unit ON unit.vintage = '2021' AND unit.code = result.unit_code AND unit.level = result.level
WHERE result.level = $level AND result.indicator = $indicator
ORDER BY result.phase, unit.name COLLATE vi
