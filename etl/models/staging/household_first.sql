-- Grain: household. Of one with a shop, the day of its first listing and of its first completed sale on one of its shops.
WITH listed AS (
    SELECT shop.household, min(listing.listed_on) AS listed_on
    FROM landed.listings AS listing
    INNER JOIN landed.shops AS shop ON shop.platform = listing.platform AND shop.shop_id = listing.shop_id
    GROUP BY shop.household
),
sold AS (
    SELECT shop.household, min(line.ordered_on) AS sold_on
    FROM landed.orders AS line
    INNER JOIN landed.shops AS shop ON shop.platform = line.platform AND shop.shop_id = line.shop_id
    WHERE line.status = 'completed'
    GROUP BY shop.household
)
SELECT coalesce(listed.household, sold.household) AS household, listed.listed_on, sold.sold_on
FROM listed
FULL OUTER JOIN sold ON sold.household = listed.household
