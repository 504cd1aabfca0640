-- Grain: finding. What is to be verified as it is to be read.
SELECT rule, severity, unit_code, as_of, detail_vi, detail_en, day, weight, findings, units
FROM mart.finding
