-- Grain: week, district, platform, product type, buyer's province (null where nobody wrote it). Distinct orders and their value.
SELECT
    CAST(date_trunc('week', line.ordered_on) AS DATE) AS week,
    unit.parent_code AS district_code, line.platform, line.product_type, line.buyer_province,
    CAST(count(DISTINCT line.order_id) AS BIGINT) AS orders,
    CAST(sum(line.line_value) AS DOUBLE) AS order_value
FROM staging.order_line AS line
INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.code = line.commune_code
GROUP BY CAST(date_trunc('week', line.ordered_on) AS DATE), unit.parent_code, line.platform, line.product_type, line.buyer_province
ORDER BY week, district_code, line.platform, line.product_type, line.buyer_province
