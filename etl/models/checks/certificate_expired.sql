-- Listings that sold after a certificate of theirs, or of their household, had ended without a new one; by commune.
WITH held AS (
    SELECT listing.listing_key, certificate.scheme, coalesce(certificate.valid_to, DATE '9999-12-31') AS valid_to
    FROM landed.listings AS listing
    INNER JOIN landed.certificates AS certificate ON certificate.listing_key = listing.listing_key
    UNION ALL
    SELECT listing.listing_key, certificate.scheme, coalesce(certificate.valid_to, DATE '9999-12-31') AS valid_to
    FROM landed.listings AS listing
    INNER JOIN landed.shops AS shop ON shop.platform = listing.platform AND shop.shop_id = listing.shop_id
    INNER JOIN landed.certificates AS certificate
        ON certificate.household = shop.household AND certificate.listing_key IS NULL
),
last_certificate AS (
    SELECT listing_key, scheme, max(valid_to) AS valid_to FROM held GROUP BY listing_key, scheme
)
SELECT
    'certificate_expired' AS rule, 'warning' AS severity, line.commune_code AS unit_code, NULL AS group_code, max(line.ordered_on) AS day,
    count(DISTINCT line.listing_key) AS weight, count(DISTINCT line.listing_key) AS amount,
    count(DISTINCT line.listing_key) || ' mặt hàng vẫn bán sau khi chứng nhận hết hạn' AS detail_vi,
    count(DISTINCT line.listing_key) || ' listings sold after their certificate ended' AS detail_en
FROM staging.order_line AS line
INNER JOIN last_certificate
    ON last_certificate.listing_key = line.listing_key
    AND last_certificate.valid_to < line.ordered_on
GROUP BY line.commune_code
