-- Reports of a district whose figures end in 0 or 5 far more often than the two in ten of honest counts.
WITH figure AS (
    SELECT CASE WHEN unit.level = 'district' THEN unit.code ELSE unit.parent_code END AS district_code, CAST(floor(report.value + 0.5) AS BIGINT) % 5 = 0 AS is_round
    FROM landed.progress_reports AS report
    INNER JOIN reference.unit AS unit
        ON unit.vintage = '2021' AND unit.code = report.unit_code AND unit.level IN ('commune', 'district')
    INNER JOIN reference.finding AS setting ON report.value >= setting.heaped_least
),
district AS (
    SELECT
        district_code,
        count(*) AS figures,
        sum(CASE WHEN is_round THEN 1 ELSE 0 END) AS round_figures
    FROM figure
    GROUP BY district_code
)
SELECT
    'heaped_digits' AS rule, 'warning' AS severity, district_code AS unit_code, NULL AS group_code, CAST(NULL AS DATE) AS day,
    round_figures AS weight, NULL AS amount,
    round_figures || ' trên ' || figures || ' số báo cáo tận cùng là 0 hoặc 5, có thể là số ước' AS detail_vi,
    round_figures || ' of ' || figures || ' reported figures end in 0 or 5, perhaps estimated' AS detail_en
FROM district
CROSS JOIN reference.finding AS setting
WHERE figures >= setting.heaped_figures AND round_figures * 100 > figures * setting.heaped_percent
