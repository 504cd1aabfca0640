-- A commune without a household register on the as-of day: its households are the reference estimate.
SELECT
    'unit_without_register' AS rule, 'warning' AS severity, unit.code AS unit_code, NULL AS group_code, CAST(NULL AS DATE) AS day,
    unit.households AS weight, unit.households AS amount,
    'Chưa có biểu rà soát hộ, đang dùng số ước tính ' || unit.households || ' hộ' AS detail_vi,
    'No household register yet, the estimate of ' || unit.households || ' households is used' AS detail_en
FROM mart.unit AS unit
WHERE unit.vintage = '2021' AND unit.level = 'commune' AND unit.households_is_estimate
