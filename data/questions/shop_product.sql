-- Grain: shop by its pseudonym, product. What sells where, the best first.
SELECT seller.shop_code, seller.platform, seller.commune_code, commune.name AS commune, commune.type AS commune_type, seller.district_code,
    district.name AS district, seller.product, seller.orders, seller.quantity, seller.order_value, seller.weeks, seller.first_order_on,
    seller.last_order_on, seller.certifications, seller.shop_orders, seller.shop_weeks,
    seller.opened_on, seller.is_open, seller.weeks_open, seller.weeks_sold, seller.days_since_order
FROM mart.shop_product AS seller
LEFT JOIN mart.unit AS commune ON commune.vintage = '2021' AND commune.code = seller.commune_code
LEFT JOIN mart.unit AS district ON district.vintage = '2021' AND district.code = seller.district_code
ORDER BY seller.orders DESC, seller.order_value DESC, seller.shop_code, seller.product
