-- Far more shops or accounts of a district opened a day in the last days up to its phase's deadline than a day in the weeks before.
WITH opened AS (
    SELECT unit.parent_code AS district_code, unit.phase, record.record, record.opened_on AS day, count(*) AS opened
    FROM staging.household_record AS record
    INNER JOIN reference.unit AS unit ON unit.vintage = '2021' AND unit.code = record.commune_code
    GROUP BY unit.parent_code, unit.phase, record.record, record.opened_on
),
counted AS (
    SELECT
        opened.district_code, opened.record, phase.unit_code AS group_code, phase.ends_on, setting.rush_before_days, setting.rush_times, setting.rush_least,
        setting.rush_days - date_diff('day', least(build.as_of, phase.ends_on), phase.ends_on) AS days,
        sum(CASE WHEN date_diff('day', opened.day, phase.ends_on) < setting.rush_days THEN opened.opened ELSE 0 END) AS rushed,
        sum(CASE WHEN date_diff('day', opened.day, phase.ends_on) >= setting.rush_days THEN opened.opened ELSE 0 END) AS before
    FROM opened
    INNER JOIN reference.phase AS phase ON phase.phase = opened.phase
    CROSS JOIN reference.build AS build
    CROSS JOIN reference.finding AS setting
    WHERE opened.day <= build.as_of
        AND date_diff('day', opened.day, phase.ends_on) BETWEEN 0 AND setting.rush_days + setting.rush_before_days - 1
    GROUP BY opened.district_code, opened.record, phase.unit_code, phase.ends_on, setting.rush_before_days, setting.rush_times, setting.rush_least,
        setting.rush_days, build.as_of
)
SELECT
    'deadline_rush' AS rule, 'warning' AS severity, counted.district_code AS unit_code, counted.group_code, counted.ends_on AS day,
    counted.rushed AS weight, counted.rushed AS amount,
    counted.days || ' ngày cuối trước hạn ' || strftime(counted.ends_on, '%d/%m/%Y') || ' mở ' || counted.rushed || ' ' || label.vi || ', '
        || counted.rush_before_days || ' ngày trước đó ' || counted.before AS detail_vi,
    counted.rushed || ' ' || label.en || ' opened in the last ' || counted.days || ' days up to the deadline of ' || strftime(counted.ends_on, '%d/%m/%Y')
        || ', ' || counted.before || ' in the ' || counted.rush_before_days || ' days before' AS detail_en
FROM counted
INNER JOIN reference.label AS label ON label.indicator = CASE counted.record WHEN 'shop' THEN 'shops' ELSE 'accounts' END
WHERE counted.days > 0 AND counted.rushed >= counted.rush_least
    AND counted.rushed * counted.rush_before_days > counted.before * counted.days * counted.rush_times
