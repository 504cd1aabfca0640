-- Grain: week, commune, platform, product type, certification. Listings on sale at the end of the week.
SELECT week, district_code, commune_code, platform, product_type, certification, CAST(sum(listings) AS BIGINT) AS listings
FROM mart.listing_trend
GROUP BY week, district_code, commune_code, platform, product_type, certification
ORDER BY week, district_code, commune_code, platform, product_type, certification
