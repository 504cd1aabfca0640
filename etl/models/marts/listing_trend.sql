-- Grain: week, commune_code, platform, product_type, certification. Listings on sale at the end of the week (or of the as-of day).
WITH week AS (
    SELECT week, max(day) AS day FROM reference.calendar GROUP BY week
),
on_sale AS (
    SELECT week.week, week.day, listing.platform, listing.listing_key, listing.product_type, shop.unit_code AS commune_code, shop.household
    FROM landed.listings AS listing
    INNER JOIN landed.shops AS shop ON shop.platform = listing.platform AND shop.shop_id = listing.shop_id
    INNER JOIN week ON listing.listed_on <= week.day AND (listing.delisted_on IS NULL OR listing.delisted_on > week.day)
),
covered AS (
    SELECT on_sale.week, on_sale.listing_key, certificate.scheme AS certification
    FROM on_sale
    INNER JOIN landed.certificates AS certificate
        ON certificate.listing_key = on_sale.listing_key AND certificate.valid_from <= on_sale.day
        AND (certificate.valid_to IS NULL OR certificate.valid_to >= on_sale.day)
    UNION
    SELECT on_sale.week, on_sale.listing_key, certificate.scheme AS certification
    FROM on_sale
    INNER JOIN landed.certificates AS certificate
        ON certificate.household = on_sale.household AND certificate.listing_key IS NULL AND certificate.valid_from <= on_sale.day
        AND (certificate.valid_to IS NULL OR certificate.valid_to >= on_sale.day)
),
tagged AS (
    SELECT on_sale.week, on_sale.platform, on_sale.commune_code, on_sale.product_type,
        coalesce(covered.certification, 'none') AS certification
    FROM on_sale
    LEFT JOIN covered
        ON covered.week = on_sale.week AND covered.listing_key = on_sale.listing_key
    UNION ALL
    SELECT week, platform, commune_code, product_type, 'all' FROM on_sale
)
SELECT
    tagged.week, unit.parent_code AS district_code, tagged.commune_code, tagged.platform,
    coalesce(tagged.product_type, 'unknown') AS product_type, tagged.certification,
    CAST(count(*) AS BIGINT) AS listings
FROM tagged
INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.code = tagged.commune_code
GROUP BY tagged.week, unit.parent_code, tagged.commune_code, tagged.platform, coalesce(tagged.product_type, 'unknown'), tagged.certification
ORDER BY tagged.week, district_code, tagged.commune_code, tagged.platform, product_type, tagged.certification
