-- Grain: order_key, shop_id, listing_id, certification. The certificates that were valid on an order line's day; 'none' where there was none.
-- A listing's own certificates and its household's are joined apart: one condition with OR would compare every pair.
WITH covered AS (
    SELECT line.platform, line.order_key, line.listing_id, line.shop_id, certificate.scheme AS certification
    FROM staging.order_line AS line
    INNER JOIN landed.certificates AS certificate
        ON certificate.listing_key = line.listing_key AND certificate.valid_from <= line.ordered_on
        AND (certificate.valid_to IS NULL OR certificate.valid_to >= line.ordered_on)
    UNION
    SELECT line.platform, line.order_key, line.listing_id, line.shop_id, certificate.scheme AS certification
    FROM staging.order_line AS line
    INNER JOIN landed.certificates AS certificate
        ON certificate.household = line.household AND certificate.listing_key IS NULL AND certificate.valid_from <= line.ordered_on
        AND (certificate.valid_to IS NULL OR certificate.valid_to >= line.ordered_on)
)
SELECT
    line.platform, line.order_key, line.listing_id, line.shop_id, line.ordered_on, line.commune_code, line.product_type, line.product,
    line.quantity, line.line_value, line.unit_of_measure, line.buyer_province, line.status,
    coalesce(covered.certification, 'none') AS certification
FROM staging.order_line AS line
LEFT JOIN covered
    ON covered.order_key = line.order_key AND covered.shop_id = line.shop_id
    AND covered.listing_id IS NOT DISTINCT FROM line.listing_id
