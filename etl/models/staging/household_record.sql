-- Grain: record, record_id. A shop or a payment account, with the household that has it.
SELECT household, 'shop' AS record, platform || ':' || shop_id AS record_id, unit_code AS commune_code, opened_on, closed_on,
    designated_lead = 'yes' AS is_designated
FROM landed.shops
UNION ALL
SELECT household, 'account' AS record, provider || ':' || account_id AS record_id, unit_code AS commune_code, opened_on, closed_on,
    FALSE AS is_designated
FROM landed.accounts
