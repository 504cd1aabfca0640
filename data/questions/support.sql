-- Grain: commune. Teams standing up to a day beside the households reached; a commune that nobody reported on has no number of teams.
SELECT now.unit_code, unit.name, unit.type, unit.parent_code, now.households, now.achieved, now.coverage, now.attainment, now.gap,
    now.phase, now.day_number, now.has_data, now.status, support.teams
FROM mart.attainment AS now
INNER JOIN mart.unit AS unit ON unit.vintage = '2021' AND unit.level = 'commune' AND unit.code = now.unit_code
LEFT JOIN mart.support AS support ON support.commune_code = now.unit_code AND support.day = now.day
WHERE now.level = 'commune' AND now.day = $day AND now.indicator = $indicator
ORDER BY now.unit_code
