-- Grain: shop_code, commune_code, week, platform, product_type, product, certifications, buyer_province, status, priced_otherwise. Which shop traded
-- what, without the amounts. priced_otherwise is the product of a line that costs another amount than it counts with in the order, or none.
-- An order that was cancelled or returned has its status alone beside commune, week and platform: it counts in no other figure.
WITH worn AS (SELECT DISTINCT order_key, shop_id, listing_id, certification FROM staging.line_certification),
certified AS (
    SELECT order_key, shop_id, listing_id, string_agg(certification, ', ' ORDER BY certification) AS certifications
    FROM worn
    GROUP BY order_key, shop_id, listing_id
),
counted AS (SELECT DISTINCT order_key FROM staging.order_line)
SELECT DISTINCT
    line.shop_code, line.commune_code, CAST(date_trunc('week', line.ordered_on) AS DATE) AS week, line.platform,
    line.product_type, line.product, certified.certifications, coalesce(line.buyer_province, '') AS buyer_province, line.status,
    CASE WHEN line.quantity > 0 AND line.own_value = line.line_value THEN NULL ELSE line.product END AS priced_otherwise
FROM staging.order_line AS line
INNER JOIN certified
    ON certified.order_key = line.order_key AND certified.shop_id = line.shop_id
    AND certified.listing_id IS NOT DISTINCT FROM line.listing_id
UNION ALL
SELECT DISTINCT
    shop.shop_code, shop.unit_code AS commune_code, CAST(date_trunc('week', line.ordered_on) AS DATE) AS week, line.platform,
    CAST(NULL AS VARCHAR) AS product_type, CAST(NULL AS VARCHAR) AS product, CAST(NULL AS VARCHAR) AS certifications,
    CAST(NULL AS VARCHAR) AS buyer_province, line.status, CAST(NULL AS VARCHAR) AS priced_otherwise
FROM landed.orders AS line
INNER JOIN landed.shops AS shop ON shop.platform = line.platform AND shop.shop_id = line.shop_id
LEFT JOIN counted ON counted.order_key = line.order_key
WHERE counted.order_key IS NULL
ORDER BY shop_code, week, product, certifications, buyer_province, status
