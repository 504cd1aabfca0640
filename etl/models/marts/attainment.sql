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
assigned AS (
    SELECT
        day, commune_code, indicator,
        max(CASE WHEN source = 'province' THEN target END) AS target,
        max(CASE WHEN source = 'local' THEN target END) AS local_target
    FROM staging.commune_target
    GROUP BY day, commune_code, indicator
),
-- What a unit's communes add up to: their targets, the targets they set themselves (the province's where they set none),
-- and what those that are short still lack, whatever others have beyond their own target (one that has sent nothing lacks it all).
counted AS (
    SELECT
        assigned.day, membership.level, membership.unit_code, assigned.indicator,
        CAST(sum(assigned.target) AS BIGINT) AS target,
        CAST(sum(assigned.local_target) AS BIGINT) AS local_target,
        CAST(count(*) AS BIGINT) AS communes,
        CAST(count(assigned.local_target) AS BIGINT) AS local_communes,
        CAST(sum(coalesce(assigned.local_target, assigned.target)) AS BIGINT) AS own_target,
        CAST(sum(greatest(assigned.target - value.achieved, 0)) AS BIGINT) AS communes_gap
    FROM assigned
    INNER JOIN reference.rollup AS membership ON membership.commune_code = assigned.commune_code
    INNER JOIN staging.commune_achieved AS value
        ON value.commune_code = assigned.commune_code AND value.day = assigned.day AND value.indicator = assigned.indicator
    GROUP BY assigned.day, membership.level, membership.unit_code, assigned.indicator
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
first_day AS (SELECT min(day) AS day FROM reference.calendar),
-- What had been reached on the eve of the first day.
eve AS (
    SELECT membership.level, membership.unit_code, change.indicator, CAST(sum(change.change) AS BIGINT) AS achieved
    FROM staging.indicator_change AS change
    INNER JOIN reference.rollup AS membership ON membership.commune_code = change.commune_code
    CROSS JOIN first_day
    WHERE change.day < first_day.day
    GROUP BY membership.level, membership.unit_code, change.indicator
),
-- The day from which the gain of a week is counted: seven days before; in a phase's first week its eve.
phased AS (
    SELECT
        achieved.day, achieved.level, achieved.unit_code, achieved.indicator, achieved.achieved, achieved.has_data,
        phase.phase, phase.phase_days, coalesce(phase.ends_on, last_deadline.ends_on) AS ends_on,
        CAST(date_diff('day', phase.starts_on, achieved.day) + 1 AS INTEGER) AS day_number,
        greatest(
            CASE WHEN achieved.day BETWEEN phase.starts_on AND phase.starts_on + 6 THEN phase.starts_on - 1 ELSE achieved.day - 7 END,
            first_day.day - 1
        ) AS week_began
    FROM achieved
    LEFT JOIN staging.unit_phase AS phase ON phase.level = achieved.level AND phase.unit_code = achieved.unit_code
    CROSS JOIN first_day
    CROSS JOIN (SELECT max(ends_on) AS ends_on FROM reference.phase) AS last_deadline
),
timed AS (
    SELECT
        achieved.day, achieved.level, achieved.unit_code, achieved.indicator, achieved.achieved, achieved.has_data,
        base.households, base.is_estimate AS households_is_estimate,
        share.target_share, counted.target, share.local_target_share, share.local_target_share_max, counted.local_target,
        counted.communes, counted.local_communes, counted.own_target, counted.communes_gap,
        achieved.phase, achieved.phase_days, achieved.ends_on, achieved.day_number,
        achieved.achieved - coalesce(earlier.achieved, eve.achieved, 0) AS gained_7_days,
        CAST(date_diff('day', achieved.week_began, achieved.day) AS INTEGER) AS gained_days
    FROM phased AS achieved
    LEFT JOIN achieved AS earlier
        ON earlier.level = achieved.level AND earlier.unit_code = achieved.unit_code
        AND earlier.indicator = achieved.indicator AND earlier.day = achieved.week_began
    LEFT JOIN eve
        ON eve.level = achieved.level AND eve.unit_code = achieved.unit_code AND eve.indicator = achieved.indicator
    INNER JOIN staging.unit_base AS base
        ON base.day = achieved.day AND base.level = achieved.level AND base.unit_code = achieved.unit_code
    LEFT JOIN share
        ON share.day = achieved.day AND share.level = achieved.level AND share.unit_code = achieved.unit_code
        AND share.indicator = achieved.indicator
    LEFT JOIN counted
        ON counted.day = achieved.day AND counted.level = achieved.level AND counted.unit_code = achieved.unit_code
        AND counted.indicator = achieved.indicator
),
divided AS (
    SELECT
        day, level, unit_code, indicator, achieved, households, target_share, target, local_target_share,
        local_target_share_max, local_target, has_data, households_is_estimate, phase, phase_days, day_number, ends_on,
        gained_7_days, gained_days, communes, local_communes, own_target, communes_gap,
        greatest(target - achieved, 0) AS gap,
        CAST(greatest(date_diff('day', day, ends_on), 0) AS INTEGER) AS days_left,
        CAST(achieved AS DOUBLE) / nullif(households, 0) AS coverage,
        CAST(achieved AS DOUBLE) / nullif(households, 0) / nullif(target_share, 0) AS attainment,
        CAST(achieved AS DOUBLE) / nullif(target, 0) AS of_target,
        CASE WHEN local_communes > 0 THEN CAST(own_target AS DOUBLE) / nullif(households, 0) END AS own_target_share,
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
        WHEN divided.achieved >= divided.target THEN 'reached'
        WHEN divided.coverage >= divided.expected_share * build.pace_ahead - 1e-12 THEN 'ahead'
        WHEN divided.coverage >= divided.expected_share * build.pace_slow - 1e-12 THEN 'slow'
        ELSE 'behind'
    END AS status,
    divided.has_data, divided.households_is_estimate, divided.share_of_time, divided.ends_on, divided.gained_7_days, divided.gained_days,
    divided.gap, divided.communes_gap, divided.days_left, divided.of_target, divided.communes, divided.local_communes,
    -- The target that a unit's communes set themselves, where any of them did; those that set none count by the province's.
    CASE WHEN divided.local_communes > 0 THEN divided.own_target END AS own_target, divided.own_target_share,
    -- Days of an even pace by which the unit is ahead (behind: below zero); whole days, known while its phase runs and once it has reported.
    CASE
        WHEN divided.has_data AND divided.day_number BETWEEN 1 AND divided.phase_days
            THEN CAST(floor(least(divided.attainment * divided.phase_days + 1e-9, 36500)) AS INTEGER) - divided.day_number
    END AS days_ahead,
    -- Households a day from tomorrow to the deadline, rounded up: a whole household or none. While the phase runs.
    CASE
        WHEN divided.day_number BETWEEN 1 AND divided.phase_days
            THEN (divided.gap + divided.days_left - 1) // nullif(divided.days_left, 0)
    END AS needed_per_day,
    -- The day the gap closes at the mean of the last seven days (of the days gone by in a phase's first week); while the
    -- phase runs, unknown where nothing was gained.
    CASE
        WHEN divided.day_number BETWEEN 1 AND divided.phase_days - 1 AND divided.gap > 0 AND divided.gained_7_days > 0
            THEN divided.day + CAST(least(
                (divided.gap * divided.gained_days + divided.gained_7_days - 1) // divided.gained_7_days, 36500
            ) AS INTEGER)
    END AS projected_on
FROM divided
CROSS JOIN reference.build AS build
ORDER BY divided.level, divided.unit_code, divided.indicator, divided.day
