-- Grain: unit of one level, day. Households reached over all days up to one.
SELECT unit_code, day, achieved, households, coverage, attainment, phase, day_number, phase_days, share_of_time, target_share, has_data
FROM mart.attainment
WHERE level = $level AND indicator = $indicator AND day <= $day
ORDER BY unit_code, day
