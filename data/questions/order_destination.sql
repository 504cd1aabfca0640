-- Grain: week, commune, platform, product type, buyer's province. Distinct orders and their value.
SELECT week, district_code, commune_code, platform, product_type, coalesce(buyer_province, '') AS buyer_province, orders, order_value
FROM mart.order_destination
ORDER BY week, district_code, commune_code, platform, product_type, buyer_province
