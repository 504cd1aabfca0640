-- Grain: week, commune_code, platform, status. Distinct orders, also the cancelled and returned ones that no other figure counts.
-- An order has one status: that of its lines that count, if any; it stands in the week and commune where every other figure has it.
WITH counted AS (
    SELECT order_key, platform, ordered_on, commune_code,
        CASE WHEN bool_or(status = 'completed') THEN 'completed' ELSE 'in_progress' END AS status
    FROM staging.order_line
    GROUP BY order_key, platform, ordered_on, commune_code
),
line AS (
    SELECT
        line.order_key, line.platform,
        min(line.ordered_on) OVER (PARTITION BY line.order_key) AS ordered_on,
        first_value(shop.unit_code) OVER (
            PARTITION BY line.order_key ORDER BY line.shop_id, line.listing_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS commune_code,
        max(line.status) OVER (PARTITION BY line.order_key) AS status
    FROM landed.orders AS line
    INNER JOIN landed.shops AS shop ON shop.platform = line.platform AND shop.shop_id = line.shop_id
    LEFT JOIN counted ON counted.order_key = line.order_key
    WHERE counted.order_key IS NULL
),
placed AS (
    SELECT order_key, platform, ordered_on, commune_code, status FROM counted
    UNION
    SELECT order_key, platform, ordered_on, commune_code, status FROM line
)
SELECT
    CAST(date_trunc('week', placed.ordered_on) AS DATE) AS week,
    unit.parent_code AS district_code, placed.commune_code, placed.platform, placed.status,
    CAST(count(*) AS BIGINT) AS orders
FROM placed
INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.code = placed.commune_code
GROUP BY CAST(date_trunc('week', placed.ordered_on) AS DATE), unit.parent_code, placed.commune_code, placed.platform, placed.status
ORDER BY week, district_code, placed.commune_code, placed.platform, placed.status
