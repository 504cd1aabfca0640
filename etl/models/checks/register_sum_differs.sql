-- A register's row for a district or the province that is not the sum of its communes.
SELECT
    'register_sum_differs' AS rule, 'warning' AS severity, register.unit_code, NULL AS group_code, register.as_of AS day,
    abs(register.households - base.households) AS weight, NULL AS amount,
    'Biểu rà soát ghi ' || register.households || ' hộ, tổng các xã là ' || base.households AS detail_vi,
    'The register says ' || register.households || ' households, its communes sum to ' || base.households AS detail_en
FROM landed.households AS register
CROSS JOIN reference.build AS build
INNER JOIN staging.unit_base AS base
    ON base.unit_code = register.unit_code AND base.level IN ('district', 'province') AND base.day = build.as_of
WHERE register.households <> base.households
