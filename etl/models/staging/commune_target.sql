-- Grain: day, commune, indicator, source. The commune's own target, else its district's, else the province's.
WITH candidate AS (
    SELECT
        target.day, rollup.commune_code, target.indicator, target.source,
        target.numerator, target.denominator, target.numerator_max, target.denominator_max,
        target.is_count AND rollup.level = 'commune' AS is_own_count,
        row_number() OVER (
            PARTITION BY target.day, rollup.commune_code, target.indicator, target.source
            ORDER BY CASE rollup.level WHEN 'commune' THEN 1 WHEN 'district' THEN 2 ELSE 3 END
        ) AS nearness
    FROM staging.unit_target AS target
    INNER JOIN reference.rollup AS rollup ON rollup.unit_code = target.unit_code AND rollup.level <> 'phase'
)
SELECT
    candidate.day, candidate.commune_code, candidate.indicator, candidate.source,
    candidate.numerator, candidate.denominator, candidate.numerator_max, candidate.denominator_max,
    CAST((CAST(candidate.numerator AS HUGEINT) * base.households + candidate.denominator - 1) // candidate.denominator AS BIGINT) AS target
FROM candidate
INNER JOIN staging.household_base AS base
    ON base.commune_code = candidate.commune_code AND base.day = candidate.day
WHERE candidate.nearness = 1
