-- Grain: unit of one level and day. Where it stands on a day by one indicator; once its phase is over it stands where it stood at the
-- deadline (`judged_on` says so), and what it has on the day itself, and what came after the deadline, stand beside it.
SELECT
    now.day, value.day AS judged_on, value.level, value.unit_code, value.indicator, unit.name, row_number() OVER (PARTITION BY now.day ORDER BY parent.name COLLATE vi, unit.name COLLATE vi, value.unit_code) AS by_name, unit.type, unit.parent_code, parent.name AS parent_name, value.phase,
    value.achieved, value.households, value.households_is_estimate, value.has_data,
    value.coverage, value.attainment, value.of_target, value.target_share, value.target, value.expected_share, value.pace, value.status,
    value.local_target_share, value.local_target_share_max, value.own_target, value.own_target_share, value.communes, value.local_communes,
    value.gap, value.communes_gap, value.days_left, value.day_number, value.phase_days, value.ends_on, value.needed_per_day,
    CASE WHEN now.day = value.day THEN value.gained_7_days END AS gained_7_days, value.gained_days, value.projected_on,
    CASE WHEN now.day = value.day THEN value.days_ahead END AS days_ahead,
    coalesce(now.day_number >= now.phase_days, FALSE) AS is_over,
    CASE WHEN now.has_data THEN now.achieved END AS achieved_now,
    CASE WHEN now.day_number >= now.phase_days AND value.has_data THEN now.achieved - value.achieved END AS after_deadline
FROM mart.attainment AS now
INNER JOIN mart.attainment AS value
    ON value.level = now.level AND value.unit_code = now.unit_code AND value.indicator = now.indicator
    AND value.day = CASE WHEN now.day > now.ends_on AND now.phase IS NOT NULL THEN now.ends_on ELSE now.day END
LEFT JOIN mart.unit AS unit ON unit.vintage = '2021' AND unit.code = value.unit_code AND unit.level = value.level
LEFT JOIN mart.unit AS parent ON parent.vintage = '2021' AND parent.code = unit.parent_code
WHERE now.day BETWEEN $first AND $last AND now.level = $level AND now.indicator = $indicator
ORDER BY now.day, value.of_target DESC, unit.name COLLATE vi, value.unit_code
