-- Grain: day, commune_code, indicator, source. The commune's own target, else its district's, else the province's.
WITH candidate AS (
    SELECT
        target.day, membership.commune_code, target.indicator, target.source,
        target.numerator, target.denominator, target.numerator_max, target.denominator_max,
        target.is_count AND membership.level = 'commune' AS is_own_count,
        row_number() OVER (
            PARTITION BY target.day, membership.commune_code, target.indicator, target.source
            ORDER BY CASE membership.level WHEN 'commune' THEN 1 WHEN 'district' THEN 2 ELSE 3 END
        ) AS nearness
    FROM staging.unit_target AS target
    INNER JOIN reference.rollup AS membership ON membership.unit_code = target.unit_code AND membership.level <> 'phase'
),
multiplied AS (
    SELECT
        candidate.day, candidate.commune_code, candidate.indicator, candidate.source,
        candidate.numerator, candidate.denominator, candidate.numerator_max, candidate.denominator_max,
        CAST(candidate.numerator AS DECIMAL(38, 0)) * base.households + candidate.denominator - 1 AS product
    FROM candidate
    INNER JOIN staging.household_base AS base
        ON base.commune_code = candidate.commune_code AND base.day = candidate.day
    WHERE candidate.nearness = 1
)
-- Households of the share, rounded up. Engines divide decimals into doubles: without its remainder the quotient is a whole number there too.
SELECT day, commune_code, indicator, source, numerator, denominator, numerator_max, denominator_max,
    CAST(round((product - product % denominator) // denominator) AS BIGINT) AS target
FROM multiplied
