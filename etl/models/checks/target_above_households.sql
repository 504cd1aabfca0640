-- A target of more households than the unit has (the article's 350.000), or of more than all of them. It is not used.
WITH stated AS (
    SELECT
        target.unit_code, label.vi, label.en, base.households,
        greatest(
            CASE WHEN target.denominator IS NULL THEN target.numerator
                ELSE CAST(CAST(target.numerator AS HUGEINT) * base.households // target.denominator AS BIGINT) END,
            CASE WHEN target.numerator_max IS NULL THEN 0
                WHEN target.denominator_max IS NULL THEN target.numerator_max
                ELSE CAST(CAST(target.numerator_max AS HUGEINT) * base.households // target.denominator_max AS BIGINT) END
        ) AS target
    FROM landed.targets AS target
    CROSS JOIN reference.build AS build
    INNER JOIN reference.label AS label ON label.indicator = target.indicator
    INNER JOIN staging.unit_base AS base ON base.unit_code = target.unit_code AND base.day = build.as_of
)
SELECT
    'target_above_households' AS rule, 'error' AS severity, unit_code,
    'Chỉ tiêu ' || target || ' hộ (' || vi || ') lớn hơn ' || households || ' hộ của đơn vị; cần xác minh, không dùng để tính.' AS detail_vi,
    'A target of ' || target || ' households (' || en || ') exceeds the ' || households || ' of the unit; to be verified, not used.' AS detail_en
FROM stated
WHERE target > households
