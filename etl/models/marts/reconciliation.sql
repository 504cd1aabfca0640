-- Grain: told_by, scope, as_of, indicator, reported, source. What was made public (told_by published_figures) or reported (progress_reports) beside what the registers give for the same day.
-- The source of a report is its file.
WITH told AS (
    SELECT 'published_figures' AS told_by, scope, as_of, indicator, value, qualifier, source FROM reference.published_figure AS known
    WHERE NOT EXISTS (
        SELECT 1 FROM landed.published_figures AS brought
        WHERE brought.scope = known.scope AND brought.as_of = known.as_of AND brought.indicator = known.indicator
            AND brought.value = known.value
    )
    UNION ALL
    SELECT 'published_figures', scope, as_of, indicator, value, coalesce(qualifier, 'exact') AS qualifier, source FROM landed.published_figures
    UNION ALL
    SELECT 'progress_reports', unit_code, as_of, indicator, value, 'exact', file FROM landed.progress_reports
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
    told.scope, told.as_of, told.indicator, told.value AS reported, computed.value AS computed,
    computed.value - told.value AS difference, told.qualifier, told.source, told.told_by
FROM told
LEFT JOIN computed
    ON computed.unit_code = told.scope AND computed.day = told.as_of AND computed.indicator = told.indicator
ORDER BY told.told_by DESC, told.as_of, told.scope, told.indicator, told.source
