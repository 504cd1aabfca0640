-- One phone for many households of a commune.
WITH used AS (
    SELECT phone_token, household, unit_code FROM landed.shops WHERE phone_token <> 0
    UNION ALL SELECT phone_token, household, unit_code FROM landed.accounts WHERE phone_token <> 0
),
shared AS (
    SELECT phone_token, min(unit_code) AS unit_code, count(DISTINCT household) AS households
    FROM used GROUP BY phone_token
)
SELECT
    'shared_phone' AS rule, 'warning' AS severity, unit_code, NULL AS group_code, CAST(NULL AS DATE) AS day,
    max(households) AS weight, count(*) AS amount,
    count(*) || ' số điện thoại được dùng cho nhiều hộ (nhiều nhất ' || max(households) || ' hộ)' AS detail_vi,
    count(*) || ' phone numbers serve many households (up to ' || max(households) || ')' AS detail_en
FROM shared
INNER JOIN reference.finding AS setting ON shared.households > setting.shared_phone_households
GROUP BY unit_code
