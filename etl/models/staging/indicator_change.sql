-- Grain: day, commune_code, indicator. By how many households the indicator changed that day.
WITH member AS (
    SELECT household, day, commune_code, 'shop' AS indicator, has_shop AS is_member FROM staging.household_state
    UNION ALL SELECT household, day, commune_code, 'account', has_account FROM staging.household_state
    UNION ALL SELECT household, day, commune_code, 'both', has_shop AND has_account FROM staging.household_state
    UNION ALL SELECT household, day, commune_code, 'either', has_shop OR has_account FROM staging.household_state
    UNION ALL SELECT household, day, commune_code, 'listed', has_listing FROM staging.household_state
    UNION ALL SELECT household, day, commune_code, 'lead', is_lead FROM staging.household_state
    UNION ALL SELECT household, day, commune_code, 'designated', is_designated FROM staging.household_state
),
sequence AS (
    SELECT
        household, day, indicator, commune_code, is_member,
        lag(commune_code) OVER (PARTITION BY household, indicator ORDER BY day) AS earlier_commune,
        coalesce(lag(is_member) OVER (PARTITION BY household, indicator ORDER BY day), FALSE) AS was_member
    FROM member
),
change AS (
    SELECT day, commune_code, indicator, 1 AS change FROM sequence
    WHERE is_member AND (NOT was_member OR earlier_commune <> commune_code)
    UNION ALL
    SELECT day, earlier_commune, indicator, -1 FROM sequence
    WHERE was_member AND (NOT is_member OR earlier_commune <> commune_code)
)
SELECT day, commune_code, indicator, CAST(sum(change) AS BIGINT) AS change
FROM change
GROUP BY day, commune_code, indicator
