-- A published figure that the computed one does not bear out: 'exact' is that figure, 'about' within the tolerance, 'over' at least that many.
-- A number of households far above the unit's is told by published_above_households.
SELECT
    'published_differs' AS rule, 'warning' AS severity, published.scope AS unit_code, NULL AS group_code, published.as_of AS day,
    CAST(floor(abs(published.difference) * 1000000 + 0.5) AS BIGINT) // CAST(floor(greatest(published.reported, 1) + 0.5) AS BIGINT) AS weight,
    NULL AS amount,
    'Công bố ngày ' || strftime(published.as_of, '%d/%m/%Y') || ' (' || label.vi || '): '
        || CASE published.qualifier WHEN 'over' THEN 'trên ' WHEN 'about' THEN 'khoảng ' ELSE '' END
        || CAST(floor(published.reported + 0.5) AS BIGINT) || ', tính từ số liệu gốc là ' || CAST(floor(published.computed + 0.5) AS BIGINT) AS detail_vi,
    'Published for ' || strftime(published.as_of, '%d/%m/%Y') || ' (' || label.en || '): '
        || CASE published.qualifier WHEN 'over' THEN 'over ' WHEN 'about' THEN 'about ' ELSE '' END
        || CAST(floor(published.reported + 0.5) AS BIGINT) || ', computed from the registers ' || CAST(floor(published.computed + 0.5) AS BIGINT) AS detail_en
FROM mart.reconciliation AS published
INNER JOIN reference.label AS label ON label.indicator = published.indicator
CROSS JOIN reference.finding AS setting
WHERE published.told_by = 'published_figures'
    AND CASE published.qualifier
        WHEN 'over' THEN published.difference < 0
        WHEN 'about' THEN abs(published.difference) * 100 > published.reported * setting.published_about_percent
        ELSE abs(published.difference) >= 0.5
    END
    AND NOT (published.indicator = 'households' AND published.reported * 100 > published.computed * setting.published_above_percent)
