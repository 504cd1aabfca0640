-- A district's own report of an activity that says more than its communes' on that day, which are what counts.
WITH activity AS (
    SELECT report.unit_code, report.date, report.kind, report.count, report.counts_until, unit.level, unit.parent_code
    FROM mart.field_activity AS report
    INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.code = report.unit_code
),
own AS (
    SELECT unit_code, date, kind, sum(count) AS count
    FROM activity
    WHERE level = 'district' AND counts_until = date
    GROUP BY unit_code, date, kind
),
below AS (
    SELECT own.unit_code, own.date, own.kind, own.count, sum(commune.count) AS communes
    FROM own
    INNER JOIN activity AS commune
        ON commune.level = 'commune' AND commune.parent_code = own.unit_code AND commune.kind = own.kind AND commune.date <= own.date
        AND (commune.date = own.date OR commune.kind IN ('support_team', 'staff'))
        AND (commune.counts_until IS NULL OR commune.counts_until > own.date)
    GROUP BY own.unit_code, own.date, own.kind, own.count
)
SELECT
    'activity_above_communes' AS rule, 'warning' AS severity, below.unit_code, NULL AS group_code, below.date AS day,
    below.count - below.communes AS weight, NULL AS amount,
    'Ngày ' || strftime(below.date, '%d/%m/%Y') || ' huyện báo ' || below.count || ' (' || label.vi || '), các xã cộng lại ' || below.communes
        || ', tính theo các xã' AS detail_vi,
    'On ' || strftime(below.date, '%d/%m/%Y') || ' the district reported ' || below.count || ' (' || label.en || '), its communes ' || below.communes
        || ' together, which count' AS detail_en
FROM below
INNER JOIN reference.activity_label AS label ON label.kind = below.kind
WHERE below.count > below.communes
