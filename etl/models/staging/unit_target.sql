-- Grain: day, unit_code, indicator, source. A unit's own target as an exact fraction, as far as it may be used.
-- A count of households is that count over the unit's households; one above them is a finding and is not used.
WITH given AS (
    SELECT unit_code, indicator, coalesce(source, 'province') AS source, coalesce(valid_from, DATE '1900-01-01') AS valid_from,
        numerator, denominator, numerator_max, denominator_max
    FROM landed.targets
    UNION ALL
    SELECT '20', indicator, 'province', DATE '1800-01-01', numerator, denominator, NULL, NULL
    FROM reference.indicator
    WHERE numerator IS NOT NULL
),
fraction AS (
    SELECT
        base.day, given.unit_code, given.indicator, given.source, given.valid_from,
        given.numerator,
        coalesce(given.denominator, base.households) AS denominator,
        given.denominator IS NULL AS is_count,
        given.numerator_max,
        CASE WHEN given.numerator_max IS NOT NULL THEN coalesce(given.denominator_max, base.households) END AS denominator_max
    FROM given
    INNER JOIN staging.unit_base AS base ON base.unit_code = given.unit_code AND given.valid_from <= base.day
    WHERE given.numerator <= coalesce(given.denominator, base.households)
        AND (given.numerator_max IS NULL OR given.numerator_max <= coalesce(given.denominator_max, base.households))
),
latest AS (
    SELECT
        day, unit_code, indicator, source, numerator, denominator, is_count, numerator_max, denominator_max,
        row_number() OVER (PARTITION BY day, unit_code, indicator, source ORDER BY valid_from DESC) AS recency
    FROM fraction
)
SELECT day, unit_code, indicator, source, numerator, denominator, is_count, numerator_max, denominator_max
FROM latest
WHERE recency = 1
