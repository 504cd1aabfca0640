-- Grain: level, unit_code, platform. Open shops at the as-of day by what they have done; 'all' is every platform.
-- Sleeping for N days: open at least that long, with no new listing and no order in that time; open_N_days is what they are a share of. Every unit has its rows.
WITH last_listing AS (
    SELECT listing.platform, listing.shop_id, max(listing.listed_on) AS listed_on
    FROM landed.listings AS listing
    INNER JOIN reference.build AS build ON listing.listed_on <= build.as_of
    GROUP BY listing.platform, listing.shop_id
),
last_order AS (
    SELECT platform, shop_id, max(ordered_on) AS ordered_on FROM staging.order_line GROUP BY platform, shop_id
),
shop AS (
    SELECT
        shop.platform, shop.unit_code AS commune_code,
        last_listing.listed_on IS NOT NULL AS has_listed,
        last_order.ordered_on IS NOT NULL AS has_sold,
        date_diff('day', shop.opened_on, build.as_of) AS days_open,
        coalesce(date_diff('day', last_order.ordered_on, build.as_of), 100000) AS days_since_order,
        coalesce(date_diff('day', last_listing.listed_on, build.as_of), 100000) AS days_since_listing
    FROM landed.shops AS shop
    CROSS JOIN reference.build AS build
    LEFT JOIN last_listing ON last_listing.platform = shop.platform AND last_listing.shop_id = shop.shop_id
    LEFT JOIN last_order ON last_order.platform = shop.platform AND last_order.shop_id = shop.shop_id
    WHERE shop.opened_on <= build.as_of AND (shop.closed_on IS NULL OR shop.closed_on > build.as_of)
),
platform AS (SELECT platform FROM reference.platform UNION ALL SELECT 'all' AS platform),
on_platform AS (
    SELECT platform, commune_code, has_listed, has_sold, days_open, days_since_order, days_since_listing FROM shop
    UNION ALL
    SELECT 'all', commune_code, has_listed, has_sold, days_open, days_since_order, days_since_listing FROM shop
)
SELECT
    membership.level, membership.unit_code, platform.platform,
    CAST(count(on_platform.commune_code) AS BIGINT) AS shops,
    CAST(sum(CASE WHEN has_listed THEN 1 ELSE 0 END) AS BIGINT) AS listed,
    CAST(sum(CASE WHEN has_sold THEN 1 ELSE 0 END) AS BIGINT) AS sold,
    CAST(sum(CASE WHEN days_since_order < 30 THEN 1 ELSE 0 END) AS BIGINT) AS sold_30_days,
    CAST(sum(CASE WHEN days_open >= 14 THEN 1 ELSE 0 END) AS BIGINT) AS open_14_days,
    CAST(sum(CASE WHEN days_open >= 30 THEN 1 ELSE 0 END) AS BIGINT) AS open_30_days,
    CAST(sum(CASE WHEN days_open >= 14 AND days_since_order >= 14 AND days_since_listing >= 14 THEN 1 ELSE 0 END) AS BIGINT)
        AS sleeping_14_days,
    CAST(sum(CASE WHEN days_open >= 30 AND days_since_order >= 30 AND days_since_listing >= 30 THEN 1 ELSE 0 END) AS BIGINT)
        AS sleeping_30_days
FROM reference.rollup AS membership
CROSS JOIN platform
LEFT JOIN on_platform ON on_platform.commune_code = membership.commune_code AND on_platform.platform = platform.platform
GROUP BY membership.level, membership.unit_code, platform.platform
ORDER BY membership.level, membership.unit_code, platform.platform
