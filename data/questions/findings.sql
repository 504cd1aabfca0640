-- Grain: finding. What is to be verified, the gravest first.
SELECT finding.rule, finding.severity, finding.unit_code, unit.name, unit.type, finding.as_of, finding.detail_vi, finding.detail_en
FROM mart.finding AS finding
LEFT JOIN mart.unit AS unit ON unit.vintage = '2021' AND unit.code = finding.unit_code
ORDER BY CASE finding.severity WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END, finding.rule, unit.name COLLATE vi
