-- Grain: unit of one level, day of its phase from its eve (day 0) on. Households reached up to the deadline or the day asked for.
SELECT value.phase, value.unit_code, value.day_number, value.achieved, value.gained_7_days
FROM mart.attainment AS value
WHERE value.level = $level AND value.indicator = $indicator AND value.day <= $day
    AND value.day_number BETWEEN 0 AND value.phase_days
ORDER BY value.phase, value.unit_code, value.day_number
