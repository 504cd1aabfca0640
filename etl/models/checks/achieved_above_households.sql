-- More households reached than there are.
SELECT
    'achieved_above_households' AS rule, 'error' AS severity, value.unit_code, NULL AS group_code, value.day,
    value.achieved - value.households AS weight, NULL AS amount,
    'Số hộ đạt (' || label.vi || ') là ' || value.achieved || ', lớn hơn ' || value.households || ' hộ' AS detail_vi,
    value.achieved || ' households (' || label.en || ') exceed the ' || value.households || ' there are' AS detail_en
FROM mart.attainment AS value
INNER JOIN reference.build AS build ON build.as_of = value.day
INNER JOIN reference.label AS label ON label.indicator = value.indicator
WHERE value.level = 'commune' AND value.achieved > value.households AND value.indicator IN ('shop', 'account')
