-- Grain: day, level, unit_code, indicator. The one file that divides: shares, coverage, attainment, pace.
-- Above the commune, counts are sums of the communes'; the shares are the unit's own resolved target.
WITH achieved AS (
    SELECT
        value.day, membership.level, membership.unit_code, value.indicator,
        CAST(sum(value.achieved) AS BIGINT) AS achieved,
        bool_or(value.has_data) AS has_data
    FROM staging.commune_achieved AS value
    INNER JOIN reference.rollup AS membership ON membership.commune_code = value.commune_code
    GROUP BY value.day, membership.level, membership.unit_code, value.indicator
),
counted AS (
    SELECT
        target.day, membership.level, membership.unit_code, target.indicator,
        CAST(sum(CASE WHEN target.source = 'province' THEN target.target END) AS BIGINT) AS target,
        CAST(sum(CASE WHEN target.source = 'local' THEN target.target END) AS BIGINT) AS local_target
    FROM staging.commune_target AS target
    INNER JOIN reference.rollup AS membership ON membership.commune_code = target.commune_code
    GROUP BY target.day, membership.level, membership.unit_code, target.indicator
),
ancestor AS (
    SELECT DISTINCT own.level, own.unit_code, above.unit_code AS target_unit,
        CASE above.level WHEN 'commune' THEN 1 WHEN 'district' THEN 2 ELSE 3 END AS distance
    FROM reference.rollup AS own
    INNER JOIN reference.rollup AS above ON above.commune_code = own.commune_code
    WHERE above.level <> 'phase'
        AND CASE own.level WHEN 'commune' THEN 1 WHEN 'district' THEN 2 ELSE 3 END
            <= CASE above.level WHEN 'commune' THEN 1 WHEN 'district' THEN 2 ELSE 3 END
),
nearest AS (
    SELECT
        target.day, ancestor.level, ancestor.unit_code, target.indicator, target.source,
        target.numerator, target.denominator, target.numerator_max, target.denominator_max,
        row_number() OVER (
            PARTITION BY target.day, ancestor.level, ancestor.unit_code, target.indicator, target.source ORDER BY ancestor.distance
        ) AS nearness
    FROM staging.unit_target AS target
    INNER JOIN ancestor ON ancestor.target_unit = target.unit_code
),
share AS (
    SELECT
        day, level, unit_code, indicator,
        max(CASE WHEN source = 'province' THEN CAST(numerator AS DOUBLE) / nullif(denominator, 0) END) AS target_share,
        max(CASE WHEN source = 'local' THEN CAST(numerator AS DOUBLE) / nullif(denominator, 0) END) AS local_target_share,
        max(CASE WHEN source = 'local' THEN CAST(numerator_max AS DOUBLE) / nullif(denominator_max, 0) END) AS local_target_share_max
    FROM nearest
    WHERE nearness = 1
    GROUP BY day, level, unit_code, indicator
),
timed AS (
    SELECT
        achieved.day, achieved.level, achieved.unit_code, achieved.indicator, achieved.achieved, achieved.has_data,
        base.households, base.is_estimate AS households_is_estimate,
        share.target_share, counted.target, share.local_target_share, share.local_target_share_max, counted.local_target,
        phase.phase, phase.phase_days, coalesce(phase.ends_on, last_deadline.ends_on) AS ends_on,
        achieved.achieved - coalesce(lag(achieved.achieved, 7) OVER (
            PARTITION BY achieved.level, achieved.unit_code, achieved.indicator ORDER BY achieved.day
        ), 0) AS gained_7_days,
        CAST(date_diff('day', phase.starts_on, achieved.day) + 1 AS INTEGER) AS day_number
    FROM achieved
    INNER JOIN staging.unit_base AS base
        ON base.day = achieved.day AND base.level = achieved.level AND base.unit_code = achieved.unit_code
    LEFT JOIN share
        ON share.day = achieved.day AND share.level = achieved.level AND share.unit_code = achieved.unit_code
        AND share.indicator = achieved.indicator
    LEFT JOIN counted
        ON counted.day = achieved.day AND counted.level = achieved.level AND counted.unit_code = achieved.unit_code
        AND counted.indicator = achieved.indicator
    LEFT JOIN staging.unit_phase AS phase ON phase.level = achieved.level AND phase.unit_code = achieved.unit_code
    CROSS JOIN (SELECT max(ends_on) AS ends_on FROM reference.phase) AS last_deadline
),
divided AS (
    SELECT
        day, level, unit_code, indicator, achieved, households, target_share, target, local_target_share,
        local_target_share_max, local_target, has_data, households_is_estimate, phase, phase_days, day_number, ends_on,
        gained_7_days,
        greatest(target - achieved, 0) AS gap,
        CAST(greatest(date_diff('day', day, ends_on), 0) AS INTEGER) AS days_left,
        CAST(achieved AS DOUBLE) / nullif(households, 0) AS coverage,
        CAST(achieved AS DOUBLE) / nullif(households, 0) / nullif(target_share, 0) AS attainment,
        target_share * least(greatest(day_number, 0), phase_days) / phase_days AS expected_share,
        CAST(least(greatest(day_number, 0), phase_days) AS DOUBLE) / phase_days AS share_of_time
    FROM timed
)
SELECT
    divided.day, divided.level, divided.unit_code, divided.indicator, divided.achieved, divided.households,
    divided.target_share, divided.target, divided.local_target_share, divided.local_target_share_max, divided.local_target,
    divided.attainment, divided.coverage, divided.expected_share, divided.phase, divided.phase_days, divided.day_number,
    divided.coverage / nullif(divided.expected_share, 0) AS pace,
    CASE
        WHEN NOT divided.has_data OR divided.attainment IS NULL OR divided.phase IS NULL OR divided.day_number < 1 THEN 'no_data'
        -- The share in whole numbers: 0.55 of 820 is 451, whatever a binary fraction makes of it.
        WHEN divided.attainment >= 1 - 1e-12 THEN 'reached'
        WHEN divided.coverage >= divided.expected_share * build.pace_ahead - 1e-12 THEN 'ahead'
        WHEN divided.coverage >= divided.expected_share * build.pace_slow - 1e-12 THEN 'slow'
        ELSE 'behind'
    END AS status,
    divided.has_data, divided.households_is_estimate, divided.share_of_time, divided.ends_on, divided.gained_7_days, divided.gap, divided.days_left,
    -- Days of an even pace by which the unit is ahead (behind: below zero); whole days, known while its phase runs and once it has reported.
    CASE
        WHEN divided.has_data AND divided.day_number BETWEEN 1 AND divided.phase_days
            THEN CAST(floor(least(divided.attainment * divided.phase_days + 1e-9, 36500)) AS INTEGER) - divided.day_number
    END AS days_ahead,
    -- Households a day from tomorrow to the deadline, rounded up: a whole household or none.
    (divided.gap + divided.days_left - 1) // nullif(divided.days_left, 0) AS needed_per_day,
    -- The day the gap closes at the mean of the last seven days; unknown where nothing was gained.
    CASE
        WHEN divided.gap > 0 AND divided.gained_7_days > 0
            THEN divided.day + CAST(least((divided.gap * 7 + divided.gained_7_days - 1) // divided.gained_7_days, 36500) AS INTEGER)
    END AS projected_on
FROM divided
CROSS JOIN reference.build AS build
ORDER BY divided.level, divided.unit_code, divided.indicator, divided.day
