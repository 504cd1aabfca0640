-- Grain: reported figure. What a unit reported beside what the registers give for that day, the newest first.
SELECT report.scope, unit.name, unit.type, unit.level,
    CASE WHEN unit.level = 'commune' THEN unit.parent_code ELSE unit.code END AS district_code, district.name AS district_name, district.type AS district_type,
    report.as_of, report.indicator, report.reported, report.computed, report.difference, report.source
FROM mart.reconciliation AS report
INNER JOIN mart.unit AS unit ON unit.vintage = '2021' AND unit.code = report.scope
LEFT JOIN mart.unit AS district ON unit.level = 'commune' AND district.vintage = '2021' AND district.code = unit.parent_code
WHERE report.told_by = 'progress_reports'
ORDER BY report.as_of DESC, coalesce(district.name, unit.name) COLLATE vi, unit.level DESC, unit.name COLLATE vi, report.scope, report.indicator, report.source
