-- Grain: week, commune, platform, status. Distinct orders.
SELECT week, district_code, commune_code, platform, status, orders FROM mart.order_status ORDER BY week, district_code, commune_code, platform, status
