-- A published number of households far above what the unit has.
SELECT
    'published_above_households' AS rule, 'warning' AS severity, scope AS unit_code,
    'Số liệu công bố ' || CAST(reported AS BIGINT) || ' hộ lớn hơn ' || CAST(computed AS BIGINT) || ' hộ của đơn vị; cần xác minh.' AS detail_vi,
    'The published figure of ' || CAST(reported AS BIGINT) || ' households exceeds the ' || CAST(computed AS BIGINT) || ' of the unit; to be verified.' AS detail_en
FROM mart.reconciliation
CROSS JOIN reference.finding AS setting
WHERE told_by = 'published_figures' AND indicator = 'households' AND reported * 100 > computed * setting.published_above_percent
