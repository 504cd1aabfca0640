-- Grain: commune_code, day. Support teams standing by the latest report up to that day, and the team-days up to it.
WITH held AS (
    SELECT unit_code AS commune_code, date, counts_until, CAST(sum(count) AS BIGINT) AS teams
    FROM mart.field_activity
    WHERE kind = 'support_team'
    GROUP BY unit_code, date, counts_until
),
standing AS (
    SELECT held.commune_code, calendar.day, held.teams
    FROM held
    INNER JOIN reference.calendar AS calendar ON calendar.day >= held.date AND (held.counts_until IS NULL OR calendar.day < held.counts_until)
)
SELECT
    standing.commune_code, unit.parent_code AS district_code, standing.day, standing.teams,
    CAST(sum(standing.teams) OVER (
        PARTITION BY standing.commune_code ORDER BY standing.day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) AS team_days
FROM standing
INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.level = 'commune' AND unit.code = standing.commune_code
ORDER BY standing.commune_code, standing.day
