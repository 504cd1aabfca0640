-- Grain: unit, date, kind of activity.
SELECT unit_code, date, kind, count, people
FROM landed.field_activity
ORDER BY unit_code, date, kind
