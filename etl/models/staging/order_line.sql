-- Grain: order_key, shop_id, listing_id. A line that counts (neither cancelled nor returned), with its shop's commune and its value.
-- The buyer's province and the unit of measure only as far as they are known words: the rest may name a person.
-- An amount of the whole order, repeated on its lines, is put on the first of them where not all of them tell their own;
-- own_value is what the line itself cost, where that is known: for prices. Two decimals of 18 digits would be multiplied in 18 digits, which ten billion đồng overflow: one is made wider.
-- An order has one buyer, also where only one of its lines says who.
WITH line AS (
    SELECT
        line.platform, line.order_key, line.shop_id, line.listing_id, line.listing_key, line.ordered_on, line.quantity, line.unit_price, line.amount,
        line.order_amount, line.status, province.province AS buyer_province, measure.unit_of_measure,
        shop.unit_code AS shop_commune, shop.household, shop.shop_code
    FROM landed.orders AS line
    INNER JOIN landed.shops AS shop ON shop.platform = line.platform AND shop.shop_id = line.shop_id
    LEFT JOIN reference.known_province AS province ON province.written = line.buyer_province
    LEFT JOIN reference.known_unit_of_measure AS measure ON measure.written = line.unit_of_measure
    WHERE line.status IN ('completed', 'in_progress')
),
placed AS (
    SELECT
        platform, order_key, shop_id, listing_id, listing_key, quantity, unit_price, amount, order_amount, status, unit_of_measure,
        household, shop_code,
        min(ordered_on) OVER (PARTITION BY order_key) AS ordered_on,
        min(buyer_province) OVER (PARTITION BY order_key) AS buyer_province,
        count(*) OVER (PARTITION BY order_key) AS lines,
        first_value(shop_commune) OVER (
            PARTITION BY order_key ORDER BY shop_id, listing_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS commune_code,
        count(amount) OVER (PARTITION BY order_key) AS priced_lines,
        max(order_amount) OVER (PARTITION BY order_key) AS whole_amount,
        row_number() OVER (PARTITION BY order_key ORDER BY shop_id, listing_id, order_amount DESC, quantity DESC) AS line_number
    FROM line
)
SELECT
    placed.platform, placed.order_key, placed.shop_id, placed.shop_code, placed.household, placed.listing_id, placed.listing_key,
    placed.ordered_on,
    placed.commune_code, placed.quantity, placed.unit_of_measure, placed.status, placed.buyer_province,
    coalesce(listing.product_type, 'unknown') AS product_type,
    coalesce(listing.product, 'unknown') AS product,
    CASE
        WHEN placed.priced_lines = placed.lines OR placed.whole_amount IS NULL THEN coalesce(placed.amount, 0)
        WHEN placed.line_number = 1 THEN coalesce(placed.order_amount, placed.whole_amount)
        ELSE 0
    END AS line_value,
    CAST(coalesce(
        placed.amount, CASE WHEN placed.lines = 1 THEN placed.order_amount END, CAST(placed.quantity AS DECIMAL(19, 4)) * placed.unit_price
    ) AS DECIMAL(38, 4)) AS own_value
FROM placed
LEFT JOIN landed.listings AS listing
    ON listing.listing_key = placed.listing_key
