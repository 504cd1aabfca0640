-- Grain: shop_code, product. What a shop, by its pseudonym, sells; certifications are those that were valid on an order's day.
-- shop_orders and the weeks are the whole shop's: an order of two products is one order, and its products' weeks overlap.
-- weeks_open are the whole weeks (Monday to Sunday) since the shop opened, weeks_sold those of them with an order; is_open as of the as-of day.
WITH worn AS (
    SELECT DISTINCT platform, shop_id, product, certification FROM staging.line_certification WHERE certification <> 'none'
),
certified AS (
    SELECT platform, shop_id, product, string_agg(certification, ', ' ORDER BY certification) AS certifications
    FROM worn
    GROUP BY platform, shop_id, product
),
life AS (
    SELECT
        shop.platform, shop.shop_id, shop.opened_on,
        shop.opened_on <= build.as_of AND (shop.closed_on IS NULL OR shop.closed_on > build.as_of) AS is_open,
        CAST(date_trunc('week', shop.opened_on + 6) AS DATE) AS first_week, CAST(date_trunc('week', build.as_of + 1) AS DATE) AS end_of_weeks
    FROM landed.shops AS shop
    CROSS JOIN reference.build AS build
),
whole AS (
    SELECT line.platform, line.shop_id,
        CAST(count(DISTINCT line.order_key) AS BIGINT) AS orders,
        CAST(count(DISTINCT date_trunc('week', line.ordered_on)) AS BIGINT) AS weeks,
        CAST(count(DISTINCT CASE WHEN line.ordered_on >= life.first_week AND line.ordered_on < life.end_of_weeks
            THEN date_trunc('week', line.ordered_on) END) AS BIGINT) AS weeks_sold,
        max(line.ordered_on) AS last_order_on
    FROM staging.order_line AS line
    INNER JOIN life ON life.platform = line.platform AND life.shop_id = line.shop_id
    GROUP BY line.platform, line.shop_id
)
SELECT
    line.shop_code, line.platform, shop.unit_code AS commune_code, unit.parent_code AS district_code, line.product,
    CAST(count(DISTINCT line.order_key) AS BIGINT) AS orders,
    CAST(sum(line.quantity) AS DOUBLE) AS quantity,
    CAST(sum(line.line_value) AS DOUBLE) AS order_value,
    CAST(count(DISTINCT date_trunc('week', line.ordered_on)) AS BIGINT) AS weeks,
    min(line.ordered_on) AS first_order_on,
    max(line.ordered_on) AS last_order_on,
    coalesce(min(certified.certifications), '') AS certifications,
    whole.orders AS shop_orders, whole.weeks AS shop_weeks, life.opened_on, life.is_open,
    CAST(greatest(date_diff('day', life.first_week, life.end_of_weeks), 0) // 7 AS BIGINT) AS weeks_open, whole.weeks_sold,
    CAST(date_diff('day', whole.last_order_on, build.as_of) AS BIGINT) AS days_since_order
FROM staging.order_line AS line
INNER JOIN landed.shops AS shop ON shop.platform = line.platform AND shop.shop_id = line.shop_id
INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.code = shop.unit_code
INNER JOIN whole ON whole.platform = line.platform AND whole.shop_id = line.shop_id
INNER JOIN life ON life.platform = line.platform AND life.shop_id = line.shop_id
CROSS JOIN reference.build AS build
LEFT JOIN certified ON certified.platform = line.platform AND certified.shop_id = line.shop_id AND certified.product = line.product
GROUP BY line.shop_code, line.platform, shop.unit_code, unit.parent_code, line.product, whole.orders, whole.weeks, life.opened_on, life.is_open,
    life.first_week, life.end_of_weeks, whole.weeks_sold, whole.last_order_on, build.as_of
ORDER BY line.shop_code, line.platform, line.product
