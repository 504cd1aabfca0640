-- Grain: week, commune_code, platform, product_type, buyer_province. Distinct orders and their value; the province is null where nobody wrote it.
-- The product type 'all' is computed apart: an order of two types is one order.
WITH line AS (
    SELECT platform, order_key, ordered_on, commune_code, product_type, buyer_province, line_value FROM staging.order_line
    UNION ALL
    SELECT platform, order_key, ordered_on, commune_code, 'all', buyer_province, line_value FROM staging.order_line
)
SELECT
    CAST(date_trunc('week', line.ordered_on) AS DATE) AS week,
    unit.parent_code AS district_code, line.commune_code, line.platform, line.product_type, line.buyer_province,
    CAST(count(DISTINCT line.order_key) AS BIGINT) AS orders,
    CAST(sum(line.line_value) AS DOUBLE) AS order_value
FROM line
INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.code = line.commune_code
GROUP BY CAST(date_trunc('week', line.ordered_on) AS DATE), unit.parent_code, line.commune_code, line.platform, line.product_type, line.buyer_province
ORDER BY week, district_code, line.commune_code, line.platform, line.product_type, line.buyer_province
