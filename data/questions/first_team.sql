-- Grain: commune. The day of its first report of a support team up to a day.
SELECT activity.unit_code, min(activity.date) AS first_on
FROM mart.field_activity AS activity
INNER JOIN mart.unit AS unit ON unit.vintage = '2021' AND unit.level = 'commune' AND unit.code = activity.unit_code
WHERE activity.kind = 'support_team' AND activity.count > 0 AND activity.date <= $day
GROUP BY activity.unit_code
ORDER BY activity.unit_code
