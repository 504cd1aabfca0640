-- Grain: household, day. What it is at the end of each day on which something about it changed.
WITH change_day AS (
    SELECT household, opened_on AS day FROM staging.household_record
    UNION
    SELECT household, closed_on AS day FROM staging.household_record WHERE closed_on IS NOT NULL
    UNION
    SELECT first.household, greatest(first.listed_on, record.opened_on) AS day
    FROM staging.household_first AS first
    INNER JOIN staging.household_record AS record ON record.household = first.household
    WHERE first.listed_on IS NOT NULL
    UNION
    SELECT first.household, greatest(first.sold_on, record.opened_on) AS day
    FROM staging.household_first AS first
    INNER JOIN staging.household_record AS record ON record.household = first.household
    WHERE first.sold_on IS NOT NULL
),
opened AS (
    SELECT
        change_day.household, change_day.day, record.record, record.commune_code, record.is_designated,
        record.closed_on IS NULL OR record.closed_on > change_day.day AS is_open,
        row_number() OVER (
            PARTITION BY change_day.household, change_day.day
            ORDER BY record.opened_on DESC, record.record DESC, record.record_id DESC
        ) AS newness
    FROM change_day
    INNER JOIN staging.household_record AS record
        ON record.household = change_day.household AND record.opened_on <= change_day.day
),
holding AS (
    SELECT
        household, day,
        max(CASE WHEN newness = 1 THEN commune_code END) AS commune_code,
        bool_or(record = 'shop' AND is_open) AS has_shop,
        bool_or(record = 'account' AND is_open) AS has_account,
        bool_or(record = 'shop' AND is_open AND coalesce(is_designated, FALSE)) AS is_designated
    FROM opened
    GROUP BY household, day
)
SELECT
    holding.household, holding.day, holding.commune_code,
    holding.has_shop, holding.has_account, holding.is_designated,
    holding.has_shop AND coalesce(first.listed_on <= holding.day, FALSE) AS has_listing,
    holding.has_shop AND holding.has_account AND coalesce(first.listed_on <= holding.day, FALSE)
        AND coalesce(first.sold_on <= holding.day, FALSE) AS is_lead
FROM holding
LEFT JOIN staging.household_first AS first ON first.household = holding.household
