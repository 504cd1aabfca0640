-- Grain: week, commune_code, platform, product_type, certification. Orders, quantity, value; 'all' is every certification, computed apart: they overlap.
WITH line AS (
    SELECT platform, order_key, ordered_on, commune_code, product_type, certification, quantity, line_value FROM staging.line_certification
    UNION ALL
    SELECT platform, order_key, ordered_on, commune_code, product_type, 'all', quantity, line_value FROM staging.order_line
)
SELECT
    CAST(date_trunc('week', line.ordered_on) AS DATE) AS week,
    unit.parent_code AS district_code,
    line.commune_code, line.platform, line.product_type, line.certification,
    CAST(count(DISTINCT line.order_key) AS BIGINT) AS orders,
    CAST(sum(line.quantity) AS DOUBLE) AS quantity,
    CAST(sum(line.line_value) AS DOUBLE) AS order_value
FROM line
INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.code = line.commune_code
GROUP BY CAST(date_trunc('week', line.ordered_on) AS DATE), unit.parent_code, line.commune_code, line.platform,
    line.product_type, line.certification
ORDER BY week, district_code, line.commune_code, line.platform, line.product_type, line.certification
