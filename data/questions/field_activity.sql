-- Grain: district (or the province), kind of activity. What was reported from the field and counts on a day.
-- Trainings and supervisions happen and add up over dates; teams and staff stand. Which report counts how long is decided in the mart.
SELECT
    CASE WHEN unit.level = 'commune' THEN unit.parent_code ELSE unit.code END AS district_code,
    activity.kind, CAST(sum(activity.count) AS BIGINT) AS count, CAST(sum(activity.people) AS BIGINT) AS people
FROM mart.field_activity AS activity
INNER JOIN mart.unit AS unit ON unit.vintage = '2021' AND unit.code = activity.unit_code
WHERE activity.date <= $day AND (activity.counts_until IS NULL OR activity.counts_until > $day)
GROUP BY CASE WHEN unit.level = 'commune' THEN unit.parent_code ELSE unit.code END, activity.kind
ORDER BY district_code, activity.kind
