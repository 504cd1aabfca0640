-- Grain: finding, one by one. What the checks found of each unit, before it was told together.
SELECT rule, severity, unit_code, group_code, as_of, day, weight, amount, detail_vi, detail_en
FROM mart.finding_detail
ORDER BY rule, severity, unit_code, day, detail_vi
