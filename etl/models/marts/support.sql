-- Grain: commune_code, day. Support teams standing by the latest report up to that day.
-- team_days are those of the commune's phase up to that day, each standing team once a day: before the phase and after its deadline there are none (null).
WITH held AS (
    SELECT unit_code AS commune_code, date, counts_until, CAST(sum(count) AS BIGINT) AS teams
    FROM mart.field_activity
    WHERE kind = 'support_team'
    GROUP BY unit_code, date, counts_until
),
standing AS (
    SELECT
        held.commune_code, unit.parent_code AS district_code, calendar.day, held.teams,
        calendar.day BETWEEN phase.starts_on AND phase.ends_on AS is_in_phase
    FROM held
    INNER JOIN reference.calendar AS calendar ON calendar.day >= held.date AND (held.counts_until IS NULL OR calendar.day < held.counts_until)
    INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.level = 'commune' AND unit.code = held.commune_code
    INNER JOIN reference.phase AS phase ON phase.phase = unit.phase
)
SELECT
    commune_code, district_code, day, teams,
    CASE WHEN is_in_phase THEN CAST(sum(CASE WHEN is_in_phase THEN teams ELSE 0 END) OVER (
        PARTITION BY commune_code ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) END AS team_days
FROM standing
ORDER BY commune_code, day
