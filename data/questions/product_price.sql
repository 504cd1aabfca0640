-- Grain: week, commune, platform, shop by its pseudonym, product, unit of measure, certified or not. Quantity, value and order lines sold.
SELECT week, district_code, commune_code, platform, shop_code, product, product_type, coalesce(unit_of_measure, '') AS unit_of_measure, is_certified,
    lines, quantity, order_value
FROM mart.product_price
ORDER BY week, district_code, commune_code, platform, shop_code, product, unit_of_measure, is_certified
