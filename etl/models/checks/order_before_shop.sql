-- Orders dated before their shop opened, by commune.
SELECT
    'order_before_shop' AS rule, 'warning' AS severity, shop.unit_code,
    count(DISTINCT line.order_key) || ' đơn hàng có ngày đặt trước ngày mở gian hàng; cần xác minh.' AS detail_vi,
    count(DISTINCT line.order_key) || ' orders are dated before their shop opened; to be verified.' AS detail_en
FROM landed.orders AS line
INNER JOIN landed.shops AS shop ON shop.platform = line.platform AND shop.shop_id = line.shop_id
WHERE line.ordered_on < shop.opened_on
GROUP BY shop.unit_code
