-- Grain: unit of one level. Its phase's result at the deadline and what came after, by one indicator; missing where it had not reported by then.
SELECT result.phase, result.unit_code, unit.name, result.day_number, result.phase_days, result.expected_share, CASE WHEN now.has_data THEN result.achieved END AS achieved_now, now.has_data, result.day_number >= result.phase_days AS is_over, judged.day AS judged_on,
    CASE WHEN judged.has_data THEN result.result_at_deadline END AS result_at_deadline,
    CASE WHEN judged.has_data THEN result.after_deadline END AS after_deadline, result.status
FROM mart.phase_result AS result
CROSS JOIN mart.snapshot AS snapshot
INNER JOIN mart.attainment AS now
    ON now.level = result.level AND now.unit_code = result.unit_code AND now.indicator = result.indicator AND now.day = snapshot.as_of
INNER JOIN mart.attainment AS judged
    ON judged.level = result.level AND judged.unit_code = result.unit_code AND judged.indicator = result.indicator
    AND judged.day = least(snapshot.as_of, judged.ends_on)
LEFT JOIN mart.unit AS unit ON unit.vintage = '2021' AND unit.code = result.unit_code AND unit.level = result.level
WHERE result.level = $level AND result.indicator = $indicator
ORDER BY result.phase, unit.name COLLATE vi, result.unit_code
