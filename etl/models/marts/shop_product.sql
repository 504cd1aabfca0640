-- Grain: shop_code, product. What a shop, by its pseudonym, sells; certifications are those that were valid on an order's day.
-- shop_orders and shop_weeks are the whole shop's: an order of two products is one order, and its products' weeks overlap.
WITH worn AS (
    SELECT DISTINCT platform, shop_id, product, certification FROM staging.line_certification WHERE certification <> 'none'
),
certified AS (
    SELECT platform, shop_id, product, string_agg(certification, ', ' ORDER BY certification) AS certifications
    FROM worn
    GROUP BY platform, shop_id, product
),
whole AS (
    SELECT platform, shop_id,
        CAST(count(DISTINCT order_key) AS BIGINT) AS orders,
        CAST(count(DISTINCT date_trunc('week', ordered_on)) AS BIGINT) AS weeks
    FROM staging.order_line
    GROUP BY platform, shop_id
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
    whole.orders AS shop_orders, whole.weeks AS shop_weeks
FROM staging.order_line AS line
INNER JOIN landed.shops AS shop ON shop.platform = line.platform AND shop.shop_id = line.shop_id
INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.code = shop.unit_code
INNER JOIN whole ON whole.platform = line.platform AND whole.shop_id = line.shop_id
LEFT JOIN certified ON certified.platform = line.platform AND certified.shop_id = line.shop_id AND certified.product = line.product
GROUP BY line.shop_code, line.platform, shop.unit_code, unit.parent_code, line.product, whole.orders, whole.weeks
ORDER BY line.shop_code, line.platform, line.product
