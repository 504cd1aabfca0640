-- Grain: week, district, platform, status. Distinct orders, also the cancelled and returned ones that no other figure counts.
SELECT
    CAST(date_trunc('week', line.ordered_on) AS DATE) AS week,
    unit.parent_code AS district_code, line.platform, line.status,
    CAST(count(DISTINCT line.order_id) AS BIGINT) AS orders
FROM landed.orders AS line
INNER JOIN landed.shops AS shop ON shop.platform = line.platform AND shop.shop_id = line.shop_id
INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.code = shop.unit_code
GROUP BY CAST(date_trunc('week', line.ordered_on) AS DATE), unit.parent_code, line.platform, line.status
ORDER BY week, district_code, line.platform, line.status
