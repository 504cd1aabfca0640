-- Grain: path, kind, unit_code. The file's rows of a unit (null where a row does not tell it) by what became of them, as in mart.file_ledger.
-- Listings and orders belong to their shop's commune, a listing's certificate to its listing's; all else to the unit it names.
-- A refused certificate belongs where all listings of its id are; a refused row without a platform has that of the only shop of its id.
WITH listing AS (
    SELECT listing.listing_key, listing.listing_id, shop.unit_code
    FROM landed.listings AS listing
    INNER JOIN landed.shops AS shop ON shop.platform = listing.platform AND shop.shop_id = listing.shop_id
),
one_unit AS (
    SELECT listing_id, min(unit_code) AS unit_code FROM listing GROUP BY listing_id HAVING count(DISTINCT unit_code) = 1
),
one_platform AS (
    SELECT shop_id, min(platform) AS platform FROM landed.shops GROUP BY shop_id HAVING count(*) = 1
),
placed AS (
    SELECT
        origin.path, origin.kind, origin.state,
        CASE
            WHEN origin.kind IN ('listings', 'orders') THEN shop.unit_code
            WHEN origin.kind = 'certificates' THEN coalesce(listing.unit_code, one_unit.unit_code, origin.unit_code)
            ELSE origin.unit_code
        END AS unit_code
    FROM landed.origin AS origin
    LEFT JOIN one_platform ON origin.platform IS NULL AND one_platform.shop_id = origin.shop_id
    LEFT JOIN landed.shops AS shop
        ON origin.kind IN ('listings', 'orders') AND shop.platform = coalesce(origin.platform, one_platform.platform)
        AND shop.shop_id = origin.shop_id
    LEFT JOIN listing ON origin.kind = 'certificates' AND listing.listing_key = origin.listing_key
    LEFT JOIN one_unit ON origin.kind = 'certificates' AND one_unit.listing_id = origin.listing_id
)
SELECT
    path, kind, unit_code,
    CAST(sum(CASE WHEN state = 'loaded' THEN 1 ELSE 0 END) AS BIGINT) AS loaded,
    CAST(sum(CASE WHEN state = 'duplicate' THEN 1 ELSE 0 END) AS BIGINT) AS duplicate,
    CAST(sum(CASE WHEN state = 'corrected' THEN 1 ELSE 0 END) AS BIGINT) AS corrected,
    CAST(sum(CASE WHEN state = 'rejected' THEN 1 ELSE 0 END) AS BIGINT) AS rejected
FROM placed
GROUP BY path, kind, unit_code
ORDER BY path, kind, unit_code
