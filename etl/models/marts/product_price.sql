-- Grain: week, commune_code, platform, shop_code, product, product_type, unit_of_measure, is_certified. What was sold and for how much: value over quantity is the price.
-- By shop, under its pseudonym, and with its order lines: a price is told of several shops and many lines only.
-- Only lines whose own cost is known: an order's whole amount on one of its lines is the price of none.
WITH certified AS (
    SELECT DISTINCT order_key, shop_id, listing_id FROM staging.line_certification WHERE certification <> 'none'
)
SELECT
    CAST(date_trunc('week', line.ordered_on) AS DATE) AS week,
    unit.parent_code AS district_code, line.commune_code, line.platform, line.shop_code, line.product, line.product_type, line.unit_of_measure,
    certified.order_key IS NOT NULL AS is_certified,
    CAST(count(*) AS BIGINT) AS lines,
    CAST(sum(line.quantity) AS DOUBLE) AS quantity,
    CAST(sum(line.own_value) AS DOUBLE) AS order_value
FROM staging.order_line AS line
INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.code = line.commune_code
LEFT JOIN certified
    ON certified.order_key = line.order_key AND certified.shop_id = line.shop_id
    AND certified.listing_id IS NOT DISTINCT FROM line.listing_id
WHERE line.quantity > 0 AND line.own_value IS NOT NULL
GROUP BY CAST(date_trunc('week', line.ordered_on) AS DATE), unit.parent_code, line.commune_code, line.platform, line.shop_code, line.product,
    line.product_type, line.unit_of_measure, certified.order_key IS NOT NULL
ORDER BY week, district_code, line.commune_code, line.platform, line.shop_code, line.product, line.product_type, line.unit_of_measure, is_certified
