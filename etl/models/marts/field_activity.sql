-- Grain: unit_code, date, kind, count, people. An activity as it was reported; several of one kind may be of one unit and day.
-- counts_until is the first day on which it no longer counts (null: it goes on): teams and staff stand until the unit's next report.
-- A district's own row is context where its communes report: teams and staff from their first report on, what happens on a day on that day.
WITH activity AS (
    SELECT
        activity.unit_code, activity.date, activity.kind, activity.count, activity.people, unit.level,
        CASE WHEN unit.level = 'commune' THEN unit.parent_code ELSE unit.code END AS district_code,
        activity.kind IN ('support_team', 'staff') AS is_standing
    FROM landed.field_activity AS activity
    INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.code = activity.unit_code
),
below AS (
    SELECT district_code, kind, date, min(date) OVER (PARTITION BY district_code, kind) AS first_date -- of all its communes
    FROM activity
    WHERE level = 'commune'
    GROUP BY district_code, kind, date
),
succession AS (
    SELECT unit_code, kind, date, lead(date) OVER (PARTITION BY unit_code, kind ORDER BY date) AS next_date
    FROM activity
    WHERE is_standing
    GROUP BY unit_code, kind, date
),
context AS (
    SELECT DISTINCT
        activity.unit_code, activity.kind, activity.date,
        CASE WHEN activity.is_standing THEN greatest(activity.date, below.first_date) ELSE activity.date END AS counts_until
    FROM activity
    INNER JOIN below
        ON below.district_code = activity.unit_code AND below.kind = activity.kind AND (activity.is_standing OR below.date = activity.date)
    WHERE activity.level = 'district'
)
SELECT
    activity.unit_code, activity.date, activity.kind, activity.count, activity.people,
    least(succession.next_date, context.counts_until) AS counts_until
FROM activity
LEFT JOIN succession ON succession.unit_code = activity.unit_code AND succession.kind = activity.kind AND succession.date = activity.date
LEFT JOIN context ON context.unit_code = activity.unit_code AND context.kind = activity.kind AND context.date = activity.date
ORDER BY activity.unit_code, activity.date, activity.kind, activity.count, activity.people
