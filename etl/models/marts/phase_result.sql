-- Grain: level, unit_code, indicator. Its phase at the as-of day. The result is the value at the deadline; what came after stands apart.
WITH now AS (
    SELECT value.phase, value.level, value.unit_code, value.indicator, value.day_number, value.phase_days, value.achieved
    FROM mart.attainment AS value
    INNER JOIN reference.build AS build ON build.as_of = value.day
    WHERE value.phase IS NOT NULL
),
judged AS (
    SELECT value.phase, value.level, value.unit_code, value.indicator, value.achieved, value.expected_share, value.status
    FROM mart.attainment AS value
    CROSS JOIN reference.build AS build
    INNER JOIN reference.phase AS phase ON phase.phase = value.phase AND value.day = least(build.as_of, phase.ends_on)
)
SELECT
    now.phase, now.level, now.unit_code, now.indicator, now.day_number, now.phase_days, judged.expected_share, now.achieved,
    CASE WHEN now.day_number >= now.phase_days THEN judged.achieved END AS result_at_deadline,
    CASE WHEN now.day_number >= now.phase_days THEN now.achieved - judged.achieved END AS after_deadline,
    judged.status
FROM now
INNER JOIN judged
    ON judged.phase = now.phase AND judged.level = now.level AND judged.unit_code = now.unit_code
    AND judged.indicator = now.indicator
ORDER BY now.phase, now.level, now.unit_code, now.indicator
