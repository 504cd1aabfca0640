-- Shops and accounts given as exactly the same number: opened together, or one column copied.
WITH figure AS (
    SELECT scope AS unit_code, as_of, indicator, reported AS value FROM mart.reconciliation
)
SELECT
    'shops_equal_accounts' AS rule, 'warning' AS severity, shop.unit_code,
    'Số gian hàng và số tài khoản bằng nhau tuyệt đối (' || CAST(max(shop.value) AS BIGINT) || ') tại ' || count(DISTINCT shop.as_of) || ' thời điểm; cần xác minh.' AS detail_vi,
    'Shops and accounts are exactly equal (' || CAST(max(shop.value) AS BIGINT) || ') on ' || count(DISTINCT shop.as_of) || ' dates; to be verified.' AS detail_en
FROM figure AS shop
INNER JOIN figure AS account
    ON account.unit_code = shop.unit_code AND account.as_of = shop.as_of AND account.value = shop.value AND account.indicator = 'accounts'
INNER JOIN reference.finding AS setting ON shop.value >= setting.equal_least
WHERE shop.indicator = 'shops'
GROUP BY shop.unit_code
