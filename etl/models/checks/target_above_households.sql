-- A target of more households than the unit has (the article's 350.000), or of more than all of them. It is not used.
WITH multiplied AS (
    SELECT
        target.unit_code, label.vi, label.en, base.households, target.numerator, target.denominator, target.numerator_max, target.denominator_max,
        CAST(target.numerator AS DECIMAL(38, 0)) * base.households AS product,
        CAST(target.numerator_max AS DECIMAL(38, 0)) * base.households AS product_max
    FROM landed.targets AS target
    CROSS JOIN reference.build AS build
    INNER JOIN reference.label AS label ON label.indicator = target.indicator
    INNER JOIN staging.unit_base AS base ON base.unit_code = target.unit_code AND base.day = build.as_of
),
stated AS ( -- rounded down, as in staging.commune_target
    SELECT
        unit_code, vi, en, households,
        greatest(
            CASE WHEN denominator IS NULL THEN numerator ELSE CAST(round((product - product % denominator) // denominator) AS BIGINT) END,
            CASE WHEN numerator_max IS NULL THEN 0 WHEN denominator_max IS NULL THEN numerator_max
                ELSE CAST(round((product_max - product_max % denominator_max) // denominator_max) AS BIGINT) END
        ) AS target
    FROM multiplied
)
SELECT
    'target_above_households' AS rule, 'error' AS severity, unit_code, NULL AS group_code, CAST(NULL AS DATE) AS day, target - households AS weight, NULL AS amount,
    'Chỉ tiêu ' || target || ' hộ (' || vi || ') lớn hơn ' || households || ' hộ của đơn vị, không dùng để tính' AS detail_vi,
    'A target of ' || target || ' households (' || en || ') exceeds the ' || households || ' of the unit and is not used' AS detail_en
FROM stated
WHERE target > households
