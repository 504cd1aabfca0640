-- Grain: shop_code. What a shop, by its pseudonym, has on sale and has sold up to the as-of day.
WITH listed AS (
    SELECT listing.platform, listing.shop_id, count(*) AS listings
    FROM landed.listings AS listing
    CROSS JOIN reference.build AS build
    WHERE listing.listed_on <= build.as_of AND (listing.delisted_on IS NULL OR listing.delisted_on > build.as_of)
    GROUP BY listing.platform, listing.shop_id
),
sold AS (
    SELECT platform, shop_id, count(DISTINCT order_key) AS orders, sum(line_value) AS order_value, max(ordered_on) AS last_order_on
    FROM staging.order_line
    GROUP BY platform, shop_id
),
valid AS (
    SELECT certificate.listing_key, certificate.household, certificate.scheme
    FROM landed.certificates AS certificate
    INNER JOIN reference.build AS build
        ON certificate.valid_from <= build.as_of AND (certificate.valid_to IS NULL OR certificate.valid_to >= build.as_of)
),
certified AS (
    SELECT listing.platform, listing.shop_id, valid.scheme
    FROM landed.listings AS listing
    INNER JOIN valid ON valid.listing_key = listing.listing_key
    UNION
    SELECT shop.platform, shop.shop_id, valid.scheme
    FROM landed.shops AS shop
    INNER JOIN valid ON valid.household = shop.household AND valid.listing_key IS NULL
),
certifications AS (
    SELECT platform, shop_id, string_agg(scheme, ', ' ORDER BY scheme) AS certifications FROM certified GROUP BY platform, shop_id
)
SELECT
    shop.shop_code, shop.platform, shop.unit_code AS commune_code, shop.opened_on,
    CAST(coalesce(listed.listings, 0) AS BIGINT) AS listings,
    CAST(coalesce(sold.orders, 0) AS BIGINT) AS orders,
    CAST(coalesce(sold.order_value, 0) AS DOUBLE) AS order_value,
    sold.last_order_on,
    coalesce(certifications.certifications, '') AS certifications
FROM landed.shops AS shop
LEFT JOIN listed ON listed.platform = shop.platform AND listed.shop_id = shop.shop_id
LEFT JOIN sold ON sold.platform = shop.platform AND sold.shop_id = shop.shop_id
LEFT JOIN certifications ON certifications.platform = shop.platform AND certifications.shop_id = shop.shop_id
ORDER BY shop.shop_code
