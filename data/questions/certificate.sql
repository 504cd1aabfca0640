-- Grain: certificate. Until when it holds, what of it is on sale and has sold; the first to expire first.
SELECT certificate.scheme, certificate.valid_from, certificate.valid_to, certificate.days_left, certificate.commune_code,
    commune.name AS commune, commune.type AS commune_type, certificate.district_code, certificate.product, certificate.listings,
    certificate.orders
FROM mart.certificate AS certificate
LEFT JOIN mart.unit AS commune ON commune.vintage = '2021' AND commune.code = certificate.commune_code
ORDER BY certificate.valid_to, certificate.scheme, certificate.certificate
