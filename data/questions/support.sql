-- Grain: commune. Teams standing on a day; none of a commune that nobody reported on.
SELECT support.commune_code AS unit_code, support.teams
FROM mart.support AS support
WHERE support.day = $day
ORDER BY support.commune_code
