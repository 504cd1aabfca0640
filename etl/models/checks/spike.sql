-- A day that brought a commune many times the daily mean of the seven days before; in the first week of its phase, of the days since its
-- launch, which itself is none. A day that a report of teams or a training of the commune or its district stands beside is told as a note.
WITH opened AS (
    SELECT commune_code, opened_on AS day, count(*) AS opened FROM staging.household_record GROUP BY commune_code, opened_on
),
timed AS (
    SELECT
        opened.commune_code, unit.parent_code AS district_code, opened.day, opened.opened,
        CASE WHEN date_diff('day', phase.starts_on, opened.day) BETWEEN 1 AND 6 THEN date_diff('day', phase.starts_on, opened.day) ELSE 7 END AS days
    FROM opened
    INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.code = opened.commune_code
    INNER JOIN reference.phase AS phase ON phase.phase = unit.phase
    INNER JOIN reference.calendar AS calendar ON calendar.day = opened.day
    WHERE opened.day <> phase.starts_on
),
compared AS (
    SELECT timed.commune_code, timed.district_code, timed.day, timed.opened, timed.days, coalesce(sum(before.opened), 0) AS before
    FROM timed
    LEFT JOIN opened AS before
        ON before.commune_code = timed.commune_code AND before.day < timed.day AND date_diff('day', before.day, timed.day) <= timed.days
    GROUP BY timed.commune_code, timed.district_code, timed.day, timed.opened, timed.days
),
spike AS (
    SELECT compared.commune_code, compared.district_code, compared.day, compared.opened, compared.days, compared.before, setting.spike_explained_days
    FROM compared
    CROSS JOIN reference.finding AS setting
    WHERE compared.opened >= setting.spike_least AND compared.opened * compared.days > compared.before * setting.spike_times
),
explained AS (
    SELECT DISTINCT spike.commune_code, spike.day
    FROM spike
    INNER JOIN mart.field_activity AS activity
        ON (activity.unit_code = spike.commune_code OR activity.unit_code = spike.district_code)
        AND activity.kind IN ('support_team', 'training') AND activity.count > 0
        AND abs(date_diff('day', activity.date, spike.day)) <= spike.spike_explained_days
)
SELECT
    'spike' AS rule, CASE WHEN explained.day IS NULL THEN 'warning' ELSE 'info' END AS severity, spike.commune_code AS unit_code, NULL AS group_code,
    spike.day, CAST(spike.opened * spike.days - spike.before AS BIGINT) // spike.days AS weight, spike.opened AS amount,
    'Ngày ' || strftime(spike.day, '%d/%m/%Y') || ' có ' || spike.opened || ' gian hàng và tài khoản mới, ' || spike.days || ' ngày trước đó cộng lại '
        || spike.before || CASE WHEN explained.day IS NULL THEN '' ELSE ', cùng lúc có tổ hỗ trợ hoặc lớp tập huấn' END AS detail_vi,
    'On ' || strftime(spike.day, '%d/%m/%Y') || ' ' || spike.opened || ' shops and accounts were opened, in the ' || spike.days || ' days before '
        || spike.before || CASE WHEN explained.day IS NULL THEN '' ELSE ', while a team or a training was there' END AS detail_en
FROM spike
LEFT JOIN explained ON explained.commune_code = spike.commune_code AND explained.day = spike.day
