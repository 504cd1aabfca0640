-- A cumulative figure reported lower than before.
WITH sequence AS (
    SELECT unit_code, indicator, as_of, value,
        lag(value) OVER (PARTITION BY unit_code, indicator ORDER BY as_of) AS earlier
    FROM landed.progress_reports
)
SELECT
    'report_falls' AS rule, 'warning' AS severity, unit_code,
    'Số báo cáo (' || label.vi || ') giảm từ ' || CAST(max(earlier) AS BIGINT) || ' xuống ' || CAST(min(value) AS BIGINT) || '; cần xác minh.' AS detail_vi,
    'The reported figure (' || label.en || ') falls from ' || CAST(max(earlier) AS BIGINT) || ' to ' || CAST(min(value) AS BIGINT) || '; to be verified.' AS detail_en
FROM sequence
INNER JOIN reference.label AS label ON label.indicator = sequence.indicator
WHERE value < earlier
GROUP BY unit_code, label.vi, label.en
