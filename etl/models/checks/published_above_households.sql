-- A published number of households far above what the unit has.
SELECT
    'published_above_households' AS rule, 'warning' AS severity, scope AS unit_code, NULL AS group_code, as_of AS day,
    reported - computed AS weight, NULL AS amount,
    'Số liệu công bố ngày ' || strftime(as_of, '%d/%m/%Y') || ' là ' || CAST(floor(reported + 0.5) AS BIGINT) || ' hộ, lớn hơn ' || CAST(floor(computed + 0.5) AS BIGINT)
        || ' hộ của đơn vị' AS detail_vi,
    'The figure published for ' || strftime(as_of, '%d/%m/%Y') || ' is ' || CAST(floor(reported + 0.5) AS BIGINT) || ' households, more than the '
        || CAST(floor(computed + 0.5) AS BIGINT) || ' of the unit' AS detail_en
FROM mart.reconciliation
CROSS JOIN reference.finding AS setting
WHERE told_by = 'published_figures' AND indicator = 'households' AND reported * 100 > computed * setting.published_above_percent
