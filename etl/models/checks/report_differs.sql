-- A report from the field that disagrees with the registers by more than may be.
WITH computed AS (
    SELECT unit_code, day, indicator, achieved AS value FROM mart.attainment
    UNION ALL SELECT unit_code, day, 'shops', shops FROM mart.volume WHERE platform = 'all'
    UNION ALL SELECT unit_code, day, 'accounts', accounts FROM mart.volume WHERE platform = 'all'
    UNION ALL SELECT unit_code, day, 'listings', listings FROM mart.volume WHERE platform = 'all'
    UNION ALL SELECT unit_code, day, 'orders', orders FROM mart.volume WHERE platform = 'all'
),
latest AS (
    SELECT unit_code, indicator, as_of, value,
        row_number() OVER (PARTITION BY unit_code, indicator ORDER BY as_of DESC) AS recency
    FROM landed.progress_reports
)
SELECT
    'report_differs' AS rule, 'warning' AS severity, latest.unit_code, NULL AS group_code, latest.as_of AS day,
    abs(latest.value - computed.value) AS weight, NULL AS amount,
    'Báo cáo ngày ' || strftime(latest.as_of, '%d/%m/%Y') || ' ghi ' || CAST(floor(latest.value + 0.5) AS BIGINT) || ' (' || label.vi || '), số liệu gốc là ' || computed.value AS detail_vi,
    'The report of ' || strftime(latest.as_of, '%d/%m/%Y') || ' says ' || CAST(floor(latest.value + 0.5) AS BIGINT) || ' (' || label.en || '), the registers ' || computed.value AS detail_en
FROM latest
INNER JOIN reference.label AS label ON label.indicator = latest.indicator
INNER JOIN computed
    ON computed.unit_code = latest.unit_code AND computed.day = latest.as_of AND computed.indicator = latest.indicator
CROSS JOIN reference.finding AS setting
WHERE latest.recency = 1
    AND abs(latest.value - computed.value) * 100
        > greatest(setting.report_differs_least * 100, computed.value * setting.report_differs_percent)
