-- Orders dated before their shop opened, by commune.
SELECT
    'order_before_shop' AS rule, 'warning' AS severity, shop.unit_code, NULL AS group_code, max(line.ordered_on) AS day,
    count(DISTINCT line.order_key) AS weight, count(DISTINCT line.order_key) AS amount,
    count(DISTINCT line.order_key) || ' đơn hàng có ngày đặt trước ngày mở gian hàng' AS detail_vi,
    count(DISTINCT line.order_key) || ' orders are dated before their shop opened' AS detail_en
FROM landed.orders AS line
INNER JOIN landed.shops AS shop ON shop.platform = line.platform AND shop.shop_id = line.shop_id
WHERE line.ordered_on < shop.opened_on
GROUP BY shop.unit_code
