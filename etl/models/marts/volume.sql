-- Grain: day, level, unit_code, platform. Cumulative counts of shops, accounts, listings and orders, and the orders' value; 'all' is every platform.
WITH first_day AS (SELECT min(day) AS day FROM reference.calendar),
order_total AS (
    SELECT order_key, platform, commune_code, ordered_on, sum(line_value) AS order_value
    FROM staging.order_line
    GROUP BY order_key, platform, commune_code, ordered_on
),
placed_listing AS (
    SELECT listing.platform, shop.unit_code, listing.listed_on, listing.delisted_on
    FROM landed.listings AS listing
    INNER JOIN landed.shops AS shop ON shop.platform = listing.platform AND shop.shop_id = listing.shop_id
),
event AS (
    SELECT opened_on AS day, unit_code AS commune_code, platform, 1 AS shops, 0 AS accounts, 0 AS listings, 0 AS orders, 0.0 AS order_value
    FROM landed.shops
    UNION ALL SELECT closed_on, unit_code, platform, -1, 0, 0, 0, 0.0 FROM landed.shops WHERE closed_on IS NOT NULL
    UNION ALL SELECT opened_on, unit_code, 'all', 0, 1, 0, 0, 0.0 FROM landed.accounts
    UNION ALL SELECT closed_on, unit_code, 'all', 0, -1, 0, 0, 0.0 FROM landed.accounts WHERE closed_on IS NOT NULL
    UNION ALL SELECT listed_on, unit_code, platform, 0, 0, 1, 0, 0.0 FROM placed_listing
    UNION ALL SELECT delisted_on, unit_code, platform, 0, 0, -1, 0, 0.0 FROM placed_listing WHERE delisted_on IS NOT NULL
    UNION ALL SELECT ordered_on, commune_code, platform, 0, 0, 0, 1, order_value FROM order_total
),
on_platform AS (
    SELECT day, commune_code, platform, shops, accounts, listings, orders, order_value FROM event
    UNION ALL
    SELECT day, commune_code, 'all', shops, accounts, listings, orders, order_value FROM event WHERE platform <> 'all'
),
daily AS (
    SELECT
        greatest(on_platform.day, first_day.day) AS day, commune_code, platform,
        sum(shops) AS shops, sum(accounts) AS accounts, sum(listings) AS listings, sum(orders) AS orders, sum(order_value) AS order_value
    FROM on_platform
    CROSS JOIN first_day
    GROUP BY greatest(on_platform.day, first_day.day), commune_code, platform
),
platform AS (SELECT platform FROM reference.platform UNION ALL SELECT 'all' AS platform),
by_unit AS (
    SELECT daily.day, membership.level, membership.unit_code, daily.platform,
        sum(daily.shops) AS shops, sum(daily.accounts) AS accounts, sum(daily.listings) AS listings,
        sum(daily.orders) AS orders, sum(daily.order_value) AS order_value
    FROM daily
    INNER JOIN reference.rollup AS membership ON membership.commune_code = daily.commune_code
    GROUP BY daily.day, membership.level, membership.unit_code, daily.platform
),
spine AS (
    SELECT calendar.day, unit.level, unit.unit_code, platform.platform
    FROM reference.calendar AS calendar
    CROSS JOIN (SELECT DISTINCT level, unit_code FROM reference.rollup) AS unit
    CROSS JOIN platform
),
running AS (
    SELECT
        spine.day, spine.level, spine.unit_code, spine.platform,
        sum(coalesce(by_unit.shops, 0)) OVER (PARTITION BY spine.level, spine.unit_code, spine.platform ORDER BY spine.day
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS shops,
        sum(coalesce(by_unit.accounts, 0)) OVER (PARTITION BY spine.level, spine.unit_code, spine.platform ORDER BY spine.day
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS accounts,
        sum(coalesce(by_unit.listings, 0)) OVER (PARTITION BY spine.level, spine.unit_code, spine.platform ORDER BY spine.day
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS listings,
        sum(coalesce(by_unit.orders, 0)) OVER (PARTITION BY spine.level, spine.unit_code, spine.platform ORDER BY spine.day
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS orders,
        sum(coalesce(by_unit.order_value, 0)) OVER (PARTITION BY spine.level, spine.unit_code, spine.platform ORDER BY spine.day
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS order_value
    FROM spine
    LEFT JOIN by_unit
        ON by_unit.day = spine.day AND by_unit.level = spine.level AND by_unit.unit_code = spine.unit_code
        AND by_unit.platform = spine.platform
)
SELECT
    day, level, unit_code, platform,
    CAST(shops AS BIGINT) AS shops,
    CASE WHEN platform = 'all' THEN CAST(accounts AS BIGINT) END AS accounts,
    CAST(listings AS BIGINT) AS listings,
    CAST(orders AS BIGINT) AS orders,
    CAST(order_value AS DOUBLE) AS order_value
FROM running
ORDER BY level, unit_code, platform, day
