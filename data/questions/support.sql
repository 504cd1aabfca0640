-- Grain: commune. Teams standing and team-days up to a day, and households reached since the day before the first team came.
-- What was reached before the first day of all is nobody's gain; a commune that nobody reported on has no number of teams.
WITH first_day AS (SELECT commune_code, min(day) AS day FROM mart.support WHERE teams > 0 GROUP BY commune_code)
SELECT now.unit_code, unit.name, unit.type, unit.parent_code, now.households, now.achieved, now.coverage, now.attainment, now.gap,
    now.phase, now.day_number, now.has_data, now.status,
    support.teams, support.team_days, CASE WHEN now.day >= first_day.day THEN now.achieved - before.achieved END AS gained_with_teams
FROM mart.attainment AS now
INNER JOIN mart.unit AS unit ON unit.vintage = '2021' AND unit.level = 'commune' AND unit.code = now.unit_code
LEFT JOIN first_day ON first_day.commune_code = now.unit_code
LEFT JOIN mart.support AS support ON support.commune_code = now.unit_code AND support.day = now.day
LEFT JOIN mart.attainment AS before
    ON before.level = 'commune' AND before.unit_code = now.unit_code AND before.indicator = now.indicator
    AND before.day = greatest(first_day.day - 1, (SELECT min(day) FROM mart.attainment))
WHERE now.level = 'commune' AND now.day = $day AND now.indicator = $indicator
ORDER BY now.unit_code
