-- More households reached than there are.
SELECT
    'achieved_above_households' AS rule, 'error' AS severity, value.unit_code,
    'Số hộ đạt (' || label.vi || ') là ' || value.achieved || ', lớn hơn ' || value.households || ' hộ; cần xác minh biểu rà soát hộ.' AS detail_vi,
    value.achieved || ' households (' || label.en || ') exceed the ' || value.households || ' there are; the register is to be verified.' AS detail_en
FROM mart.attainment AS value
INNER JOIN reference.build AS build ON build.as_of = value.day
INNER JOIN reference.label AS label ON label.indicator = value.indicator
WHERE value.level = 'commune' AND value.achieved > value.households AND value.indicator IN ('shop', 'account')
