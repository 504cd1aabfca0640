-- Listings that sold after a certificate of theirs, or of their household, had ended without a new one; by commune.
WITH held AS (
    SELECT listing.platform, listing.listing_id, certificate.scheme, coalesce(certificate.valid_to, DATE '9999-12-31') AS valid_to
    FROM landed.listings AS listing
    INNER JOIN landed.certificates AS certificate ON certificate.listing_id = listing.listing_id
    UNION ALL
    SELECT listing.platform, listing.listing_id, certificate.scheme, coalesce(certificate.valid_to, DATE '9999-12-31') AS valid_to
    FROM landed.listings AS listing
    INNER JOIN landed.shops AS shop ON shop.platform = listing.platform AND shop.shop_id = listing.shop_id
    INNER JOIN landed.certificates AS certificate
        ON certificate.household = shop.household AND certificate.listing_id IS NULL
),
last_certificate AS (
    SELECT platform, listing_id, scheme, max(valid_to) AS valid_to FROM held GROUP BY platform, listing_id, scheme
)
SELECT
    'certificate_expired' AS rule, 'warning' AS severity, line.commune_code AS unit_code,
    count(DISTINCT line.listing_id) || ' mặt hàng vẫn bán sau khi chứng nhận hết hạn; cần xác minh việc gia hạn.' AS detail_vi,
    count(DISTINCT line.listing_id) || ' listings sold after their certificate ended; renewal to be verified.' AS detail_en
FROM staging.order_line AS line
INNER JOIN last_certificate
    ON last_certificate.platform = line.platform AND last_certificate.listing_id = line.listing_id
    AND last_certificate.valid_to < line.ordered_on
GROUP BY line.commune_code
