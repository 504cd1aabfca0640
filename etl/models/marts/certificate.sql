-- Grain: certificate. Where it belongs (its holder is not told), until when it holds, what of it is on sale and has sold while it held.
-- A listing's belongs to its shop's commune, a household's to the household's; product is empty where it covers several.
WITH numbered AS (
    SELECT listing_key, listing_id, household, scheme, valid_from, valid_to,
        row_number() OVER (ORDER BY scheme, valid_from, listing_id, household, valid_to) AS certificate
    FROM landed.certificates
),
covered AS (
    SELECT numbered.certificate, listing.listing_key, listing.platform, listing.product, listing.delisted_on, listing.listed_on, listing.shop_id
    FROM numbered
    INNER JOIN landed.listings AS listing ON listing.listing_key = numbered.listing_key
    UNION ALL
    SELECT numbered.certificate, listing.listing_key, listing.platform, listing.product, listing.delisted_on, listing.listed_on, listing.shop_id
    FROM numbered
    INNER JOIN landed.shops AS shop ON shop.household = numbered.household AND numbered.listing_key IS NULL
    INNER JOIN landed.listings AS listing ON listing.platform = shop.platform AND listing.shop_id = shop.shop_id
),
sold AS (
    SELECT covered.certificate, count(DISTINCT line.order_key) AS orders
    FROM covered
    INNER JOIN numbered ON numbered.certificate = covered.certificate
    INNER JOIN staging.order_line AS line
        ON line.listing_key = covered.listing_key AND line.ordered_on >= numbered.valid_from
        AND (numbered.valid_to IS NULL OR line.ordered_on <= numbered.valid_to)
    GROUP BY covered.certificate
),
home AS (
    SELECT state.household, state.commune_code, row_number() OVER (PARTITION BY state.household ORDER BY state.day DESC) AS recency
    FROM staging.household_state AS state
    INNER JOIN reference.build AS build ON build.as_of >= state.day
),
placed AS (
    SELECT
        covered.certificate, min(shop.unit_code) AS commune_code,
        CASE WHEN min(covered.product) = max(covered.product) THEN min(covered.product) END AS product,
        sum(CASE WHEN covered.listed_on <= build.as_of AND (covered.delisted_on IS NULL OR covered.delisted_on > build.as_of) THEN 1 ELSE 0 END)
            AS listings
    FROM covered
    INNER JOIN landed.shops AS shop ON shop.platform = covered.platform AND shop.shop_id = covered.shop_id
    CROSS JOIN reference.build AS build
    GROUP BY covered.certificate
)
SELECT
    numbered.certificate, numbered.scheme, numbered.valid_from, numbered.valid_to,
    CAST(date_diff('day', build.as_of, numbered.valid_to) AS INTEGER) AS days_left,
    unit.code AS commune_code, unit.parent_code AS district_code, placed.product,
    CAST(coalesce(placed.listings, 0) AS BIGINT) AS listings,
    CAST(coalesce(sold.orders, 0) AS BIGINT) AS orders
FROM numbered
CROSS JOIN reference.build AS build
LEFT JOIN placed ON placed.certificate = numbered.certificate
LEFT JOIN sold ON sold.certificate = numbered.certificate
LEFT JOIN home ON home.household = numbered.household AND numbered.listing_key IS NULL AND home.recency = 1
LEFT JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.code = coalesce(home.commune_code, placed.commune_code)
ORDER BY numbered.certificate
