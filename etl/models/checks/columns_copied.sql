-- A report in which shops equal accounts in every commune of a district: one column was copied from the other.
WITH pair AS (
    SELECT unit.parent_code AS district_code, shop.as_of, shop.value = account.value AS is_equal, setting.copied_communes
    FROM landed.progress_reports AS shop
    INNER JOIN landed.progress_reports AS account
        ON account.unit_code = shop.unit_code AND account.as_of = shop.as_of AND account.indicator = 'accounts'
    INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.code = shop.unit_code AND unit.level = 'commune'
    CROSS JOIN reference.finding AS setting
    WHERE shop.indicator = 'shops'
)
SELECT
    'columns_copied' AS rule, 'warning' AS severity, district_code AS unit_code, NULL AS group_code, as_of AS day,
    count(*) AS weight, NULL AS amount,
    'Báo cáo ngày ' || strftime(as_of, '%d/%m/%Y') || ': gian hàng bằng tài khoản ở cả ' || count(*) || ' xã' AS detail_vi,
    'Report of ' || strftime(as_of, '%d/%m/%Y') || ': shops equal accounts in all ' || count(*) || ' communes' AS detail_en
FROM pair
GROUP BY district_code, as_of
HAVING count(*) >= max(copied_communes) AND bool_and(is_equal)
