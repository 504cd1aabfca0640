-- Grain: commune. Teams standing and team-days up to a day, and households reached since the day before the first team came.
WITH first_day AS (SELECT commune_code, min(day) AS day FROM mart.support GROUP BY commune_code)
SELECT now.unit_code, unit.name, unit.type, unit.parent_code, now.households, now.achieved, now.coverage, now.attainment, now.gap,
    now.phase, now.day_number, now.has_data, now.status,
    coalesce(support.teams, 0) AS teams, coalesce(support.team_days, 0) AS team_days,
    CASE WHEN support.teams IS NOT NULL THEN now.achieved - coalesce(before.achieved, 0) END AS gained_with_teams
FROM mart.attainment AS now
INNER JOIN mart.unit AS unit ON unit.vintage = '2021' AND unit.level = 'commune' AND unit.code = now.unit_code
LEFT JOIN first_day ON first_day.commune_code = now.unit_code
LEFT JOIN mart.support AS support ON support.commune_code = now.unit_code AND support.day = now.day
LEFT JOIN mart.attainment AS before
    ON before.level = 'commune' AND before.unit_code = now.unit_code AND before.indicator = now.indicator
    AND before.day = first_day.day - INTERVAL 1 DAY
WHERE now.level = 'commune' AND now.day = $day AND now.indicator = $indicator
ORDER BY now.unit_code
