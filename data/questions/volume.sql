-- Grain: unit of one level, platform. Shops, accounts, listings, orders and their value up to one day.
SELECT unit_code, platform, shops, accounts, listings, orders, order_value
FROM mart.volume
WHERE day = $day AND level = $level
ORDER BY unit_code, platform
