-- Grain: unit of one level. Where it stands on one day by one indicator.
SELECT
    value.day, value.level, value.unit_code, value.indicator, unit.name, unit.type, unit.parent_code, parent.name AS parent_name, value.phase,
    value.achieved, value.households, value.households_is_estimate, value.has_data,
    value.coverage, value.attainment, value.target_share, value.target, value.expected_share, value.pace, value.status,
    value.local_target_share, value.local_target_share_max, value.local_target,
    value.gap, value.days_left, value.day_number, value.phase_days, value.ends_on, value.needed_per_day, value.gained_7_days,
    value.projected_on, value.days_ahead
FROM mart.attainment AS value
LEFT JOIN mart.unit AS unit ON unit.vintage = '2021' AND unit.code = value.unit_code AND unit.level = value.level
LEFT JOIN mart.unit AS parent ON parent.vintage = '2021' AND parent.code = unit.parent_code
WHERE value.day = $day AND value.level = $level AND value.indicator = $indicator
ORDER BY value.attainment DESC, unit.name COLLATE vi, value.unit_code
