-- Grain: week, commune, platform, product, certification. Orders by product family per week.
SELECT week, district_code, commune_code, platform, product, product_type, certification,
    CAST(sum(orders) AS BIGINT) AS orders, sum(quantity) AS quantity, sum(order_value) AS order_value
FROM mart.product_trend
GROUP BY week, district_code, commune_code, platform, product, product_type, certification
ORDER BY week, district_code, commune_code, platform, product, product_type, certification
