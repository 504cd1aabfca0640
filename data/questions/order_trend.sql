-- Grain: week, commune, platform, product type ('all' counts an order of two types once), certification.
SELECT week, district_code, commune_code, platform, product_type, certification,
    CAST(sum(orders) AS BIGINT) AS orders, sum(quantity) AS quantity, sum(order_value) AS order_value
FROM mart.order_trend
GROUP BY week, district_code, commune_code, platform, product_type, certification
UNION ALL
SELECT week, district_code, commune_code, platform, 'all' AS product_type, certification,
    CAST(sum(orders) AS BIGINT) AS orders, sum(quantity) AS quantity, sum(order_value) AS order_value
FROM mart.order_week
GROUP BY week, district_code, commune_code, platform, certification
ORDER BY week, district_code, commune_code, platform, product_type, certification
