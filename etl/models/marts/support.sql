-- Grain: commune, day. Support teams standing by the latest report up to that day, and the team-days up to it.
WITH reported AS (
    SELECT unit_code AS commune_code, date, CAST(max(count) AS BIGINT) AS teams
    FROM landed.field_activity
    WHERE kind = 'support_team'
    GROUP BY unit_code, date
),
held AS (
    SELECT commune_code, teams, date,
        lead(date) OVER (PARTITION BY commune_code ORDER BY date) AS next_date
    FROM reported
),
standing AS (
    SELECT held.commune_code, calendar.day, held.teams
    FROM held
    INNER JOIN reference.calendar AS calendar ON calendar.day >= held.date AND (held.next_date IS NULL OR calendar.day < held.next_date)
)
SELECT
    standing.commune_code, unit.parent_code AS district_code, standing.day, standing.teams,
    CAST(sum(standing.teams) OVER (
        PARTITION BY standing.commune_code ORDER BY standing.day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) AS team_days
FROM standing
INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.level = 'commune' AND unit.code = standing.commune_code
ORDER BY standing.commune_code, standing.day
