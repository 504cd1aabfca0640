-- A commune where the last day brought many times the mean of the seven days before.
WITH opened AS (
    SELECT record.commune_code, record.opened_on, count(*) AS opened
    FROM staging.household_record AS record
    GROUP BY record.commune_code, record.opened_on
),
compared AS (
    SELECT
        opened.commune_code,
        sum(CASE WHEN opened.opened_on = build.as_of THEN opened.opened ELSE 0 END) AS last_day,
        sum(CASE WHEN opened.opened_on < build.as_of THEN opened.opened ELSE 0 END) AS week_before
    FROM opened
    CROSS JOIN reference.build AS build
    WHERE date_diff('day', opened.opened_on, build.as_of) BETWEEN 0 AND 7
    GROUP BY opened.commune_code
)
SELECT
    'spike_on_last_day' AS rule, 'warning' AS severity, commune_code AS unit_code,
    'Riêng ngày cuối có ' || last_day || ' gian hàng và tài khoản mới, 7 ngày trước đó cộng lại ' || week_before || '; cần xác minh.' AS detail_vi,
    'The last day alone brought ' || last_day || ' shops and accounts, the 7 days before ' || week_before || '; to be verified.' AS detail_en
FROM compared
CROSS JOIN reference.finding AS setting
WHERE last_day >= setting.spike_least AND last_day * 7 > week_before * setting.spike_times
