-- Grain: published figure. What was made public beside what the registers give for the same day.
WITH published AS (
    SELECT scope, as_of, indicator, value, qualifier, source FROM reference.published_figure AS known
    WHERE NOT EXISTS (
        SELECT 1 FROM landed.published_figures AS brought
        WHERE brought.scope = known.scope AND brought.as_of = known.as_of AND brought.indicator = known.indicator
            AND brought.value = known.value
    )
    UNION ALL
    SELECT scope, as_of, indicator, value, coalesce(qualifier, 'exact') AS qualifier, source FROM landed.published_figures
),
computed AS (
    SELECT unit_code, day, indicator, CAST(achieved AS DOUBLE) AS value FROM mart.attainment
    UNION ALL SELECT unit_code, day, 'shops', CAST(shops AS DOUBLE) FROM mart.volume WHERE platform = 'all'
    UNION ALL SELECT unit_code, day, 'accounts', CAST(accounts AS DOUBLE) FROM mart.volume WHERE platform = 'all'
    UNION ALL SELECT unit_code, day, 'listings', CAST(listings AS DOUBLE) FROM mart.volume WHERE platform = 'all'
    UNION ALL SELECT unit_code, day, 'orders', CAST(orders AS DOUBLE) FROM mart.volume WHERE platform = 'all'
    UNION ALL SELECT unit_code, day, 'order_value', order_value FROM mart.volume WHERE platform = 'all'
    UNION ALL SELECT unit_code, day, 'households', CAST(households AS DOUBLE) FROM staging.unit_base
)
SELECT
    published.scope, published.as_of, published.indicator, published.value AS reported, computed.value AS computed,
    computed.value - published.value AS difference, published.qualifier, published.source
FROM published
LEFT JOIN computed
    ON computed.unit_code = published.scope AND computed.day = published.as_of AND computed.indicator = published.indicator
ORDER BY published.as_of, published.scope, published.indicator, published.source
