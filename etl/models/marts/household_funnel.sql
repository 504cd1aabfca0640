-- Grain: level, unit_code. Households at the as-of day by how far they have come; each step of the way lies within the one before.
-- Every unit has its row; mart.attainment tells whether it has reported.
WITH latest AS (
    SELECT
        state.household, state.commune_code, state.has_shop, state.has_account, state.has_listing, state.is_lead, state.is_designated,
        row_number() OVER (PARTITION BY state.household ORDER BY state.day DESC) AS recency
    FROM staging.household_state AS state
    INNER JOIN reference.build AS build ON build.as_of >= state.day
)
SELECT
    membership.level, membership.unit_code,
    CAST(sum(CASE WHEN has_account THEN 1 ELSE 0 END) AS BIGINT) AS account,
    CAST(sum(CASE WHEN has_account AND has_shop THEN 1 ELSE 0 END) AS BIGINT) AS account_shop,
    CAST(sum(CASE WHEN has_account AND has_listing THEN 1 ELSE 0 END) AS BIGINT) AS account_shop_listing,
    CAST(sum(CASE WHEN is_lead THEN 1 ELSE 0 END) AS BIGINT) AS lead,
    CAST(sum(CASE WHEN has_account AND NOT has_shop THEN 1 ELSE 0 END) AS BIGINT) AS only_account,
    CAST(sum(CASE WHEN has_shop AND NOT has_account THEN 1 ELSE 0 END) AS BIGINT) AS only_shop,
    CAST(sum(CASE WHEN is_designated AND is_lead THEN 1 ELSE 0 END) AS BIGINT) AS designated_lead,
    CAST(sum(CASE WHEN is_designated AND NOT is_lead THEN 1 ELSE 0 END) AS BIGINT) AS only_designated,
    CAST(sum(CASE WHEN is_lead AND NOT is_designated THEN 1 ELSE 0 END) AS BIGINT) AS only_lead
FROM reference.rollup AS membership
LEFT JOIN latest ON latest.commune_code = membership.commune_code AND latest.recency = 1
GROUP BY membership.level, membership.unit_code
ORDER BY membership.level, membership.unit_code
