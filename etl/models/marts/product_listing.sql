-- Grain: commune_code, platform, product, product_type. Listings ever put on sale, those that never sold, the day of the first sale.
WITH sold AS (
    SELECT listing_key, min(ordered_on) AS first_sold_on FROM staging.order_line GROUP BY listing_key
)
SELECT
    unit.parent_code AS district_code, shop.unit_code AS commune_code, listing.platform, listing.product,
    coalesce(listing.product_type, 'unknown') AS product_type,
    CAST(count(*) AS BIGINT) AS listings,
    CAST(sum(CASE WHEN sold.listing_key IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS never_sold,
    min(sold.first_sold_on) AS first_sold_on
FROM landed.listings AS listing
INNER JOIN landed.shops AS shop ON shop.platform = listing.platform AND shop.shop_id = listing.shop_id
INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.code = shop.unit_code
INNER JOIN reference.build AS build ON listing.listed_on <= build.as_of
LEFT JOIN sold ON sold.listing_key = listing.listing_key
GROUP BY unit.parent_code, shop.unit_code, listing.platform, listing.product, coalesce(listing.product_type, 'unknown')
ORDER BY district_code, commune_code, listing.platform, listing.product, product_type
