-- Grain: commune, platform, product. Listings put on sale, those that never sold, the first sale.
SELECT district_code, commune_code, platform, product, product_type, listings, never_sold, first_sold_on
FROM mart.product_listing
ORDER BY district_code, commune_code, platform, product
