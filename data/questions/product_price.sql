-- Grain: week, commune, platform, product, unit of measure, certified or not. Quantity and value sold.
SELECT week, district_code, commune_code, platform, product, product_type, coalesce(unit_of_measure, '') AS unit_of_measure, is_certified, quantity,
    order_value
FROM mart.product_price
ORDER BY week, district_code, commune_code, platform, product, unit_of_measure, is_certified
