-- Grain: district (or the province), kind of activity. What was reported from the field up to a day.
-- Trainings and supervisions happen and add up over dates; teams and staff stand: of them the latest report of each unit holds.
WITH reported AS (
    SELECT unit_code, kind, count, people, row_number() OVER (PARTITION BY unit_code, kind ORDER BY date DESC) AS recency
    FROM mart.field_activity
    WHERE date <= $day
)
SELECT
    CASE WHEN unit.level = 'commune' THEN unit.parent_code ELSE unit.code END AS district_code,
    reported.kind, CAST(sum(reported.count) AS BIGINT) AS count, CAST(sum(reported.people) AS BIGINT) AS people
FROM reported
INNER JOIN mart.unit AS unit ON unit.vintage = '2021' AND unit.code = reported.unit_code
WHERE reported.kind NOT IN ('support_team', 'staff') OR reported.recency = 1
GROUP BY CASE WHEN unit.level = 'commune' THEN unit.parent_code ELSE unit.code END, reported.kind
ORDER BY district_code, reported.kind
