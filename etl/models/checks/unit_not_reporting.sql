-- Communes of a running phase with nothing opened for days.
WITH latest AS (
    SELECT commune_code, max(opened_on) AS last_opened FROM staging.household_record GROUP BY commune_code
)
SELECT
    'unit_not_reporting' AS rule, 'warning' AS severity, unit.code AS unit_code, NULL AS group_code, latest.last_opened AS day,
    coalesce(date_diff('day', latest.last_opened, build.as_of), 100000) AS weight, NULL AS amount,
    CASE WHEN latest.last_opened IS NULL THEN 'Chưa có số liệu nào của đơn vị'
        ELSE 'Không có gian hàng hay tài khoản mới từ ' || strftime(latest.last_opened, '%d/%m/%Y') END AS detail_vi,
    CASE WHEN latest.last_opened IS NULL THEN 'No data of the unit at all'
        ELSE 'Nothing opened since ' || strftime(latest.last_opened, '%d/%m/%Y') END AS detail_en
FROM reference.unit AS unit
CROSS JOIN reference.build AS build
CROSS JOIN reference.finding AS setting
INNER JOIN reference.phase AS phase ON phase.phase = unit.phase
LEFT JOIN latest ON latest.commune_code = unit.code
WHERE unit.vintage = '2021' AND unit.level = 'commune'
    AND build.as_of >= phase.starts_on AND build.as_of <= phase.ends_on
    AND (latest.last_opened IS NULL OR date_diff('day', latest.last_opened, build.as_of) >= setting.silent_days)
