-- Grain: day, level, unit_code. Households of every unit as the sum of its communes'.
SELECT
    base.day,
    membership.level,
    membership.unit_code,
    CAST(sum(base.households) AS BIGINT) AS households,
    bool_or(base.is_estimate) AS is_estimate
FROM staging.household_base AS base
INNER JOIN reference.rollup AS membership ON membership.commune_code = base.commune_code
GROUP BY base.day, membership.level, membership.unit_code
