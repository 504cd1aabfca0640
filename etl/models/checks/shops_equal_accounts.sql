-- Shops and accounts given as exactly the same number for one day: opened together, or one column copied.
WITH figure AS (
    SELECT DISTINCT scope AS unit_code, as_of, indicator, reported AS value FROM mart.reconciliation
)
SELECT
    'shops_equal_accounts' AS rule, 'warning' AS severity, shop.unit_code, NULL AS group_code, shop.as_of AS day,
    shop.value AS weight, NULL AS amount,
    'Ngày ' || strftime(shop.as_of, '%d/%m/%Y') || ' số gian hàng và số tài khoản bằng nhau tuyệt đối (' || CAST(floor(shop.value + 0.5) AS BIGINT) || ')' AS detail_vi,
    'On ' || strftime(shop.as_of, '%d/%m/%Y') || ' shops and accounts are exactly equal (' || CAST(floor(shop.value + 0.5) AS BIGINT) || ')' AS detail_en
FROM figure AS shop
INNER JOIN figure AS account
    ON account.unit_code = shop.unit_code AND account.as_of = shop.as_of AND account.value = shop.value AND account.indicator = 'accounts'
INNER JOIN reference.finding AS setting ON shop.value >= setting.equal_least
WHERE shop.indicator = 'shops'
