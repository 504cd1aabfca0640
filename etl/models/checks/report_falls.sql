-- A cumulative figure reported lower than in the report before of the same unit and indicator: one row a fall.
WITH sequence AS (
    SELECT unit_code, indicator, as_of, value,
        lag(value) OVER (PARTITION BY unit_code, indicator ORDER BY as_of, file) AS earlier,
        lag(as_of) OVER (PARTITION BY unit_code, indicator ORDER BY as_of, file) AS earlier_as_of
    FROM landed.progress_reports
)
SELECT
    'report_falls' AS rule, 'warning' AS severity, sequence.unit_code, NULL AS group_code, sequence.as_of AS day,
    sequence.earlier - sequence.value AS weight, NULL AS amount,
    'Số báo cáo (' || label.vi || ') giảm từ ' || CAST(floor(sequence.earlier + 0.5) AS BIGINT) || ' (' || strftime(sequence.earlier_as_of, '%d/%m/%Y')
        || ') xuống ' || CAST(floor(sequence.value + 0.5) AS BIGINT) || ' (' || strftime(sequence.as_of, '%d/%m/%Y') || ')' AS detail_vi,
    'The reported figure (' || label.en || ') falls from ' || CAST(floor(sequence.earlier + 0.5) AS BIGINT) || ' (' || strftime(sequence.earlier_as_of, '%d/%m/%Y')
        || ') to ' || CAST(floor(sequence.value + 0.5) AS BIGINT) || ' (' || strftime(sequence.as_of, '%d/%m/%Y') || ')' AS detail_en
FROM sequence
INNER JOIN reference.label AS label ON label.indicator = sequence.indicator
WHERE sequence.value < sequence.earlier AND sequence.as_of > sequence.earlier_as_of
