-- Grain: district (or the province), kind of activity. What was reported from the field and counts on a day.
-- Trainings and supervisions happen and add up over dates; teams and staff stand. Which report counts how long is decided in the mart.
SELECT
    district.code AS district_code,
    activity.kind, CAST(sum(activity.count) AS BIGINT) AS count, CAST(sum(activity.people) AS BIGINT) AS people
FROM mart.field_activity AS activity
INNER JOIN mart.unit AS unit ON unit.vintage = '2021' AND unit.code = activity.unit_code
INNER JOIN mart.unit AS district
    ON district.vintage = '2021' AND district.code = CASE WHEN unit.level = 'commune' THEN unit.parent_code ELSE unit.code END
WHERE activity.date <= $day AND (activity.counts_until IS NULL OR activity.counts_until > $day)
GROUP BY district.code, district.name, activity.kind
ORDER BY district.name COLLATE vi, district.code, activity.kind
