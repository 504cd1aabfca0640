-- Grain: day, level, unit_code, indicator. The one file that divides: shares, coverage, attainment, pace.
-- Above the commune, counts are sums of the communes'; the shares are the unit's own resolved target.
WITH assigned AS (
    SELECT
        day, commune_code, indicator,
        max(CASE WHEN source = 'province' THEN target END) AS target,
        max(CASE WHEN source = 'local' THEN target END) AS local_target,
        max(CASE WHEN source = 'province' THEN CAST(numerator AS DOUBLE) / nullif(denominator, 0) END) AS target_share,
        max(CASE WHEN source = 'local' THEN CAST(numerator AS DOUBLE) / nullif(denominator, 0) END) AS local_target_share,
        max(CASE WHEN source = 'local' THEN CAST(numerator_max AS DOUBLE) / nullif(denominator_max, 0) END) AS local_target_share_max
    FROM staging.commune_target
    GROUP BY day, commune_code, indicator
),
-- What is summed above the commune. A commune without a target of its own is set the province's; what it has beyond its
-- target makes up for no other's gap (one that has sent nothing lacks it all).
commune AS (
    SELECT
        value.day, value.commune_code, value.indicator, value.achieved, value.has_data,
        assigned.target, assigned.local_target, assigned.target_share, assigned.local_target_share, assigned.local_target_share_max,
        CASE WHEN assigned.day IS NOT NULL THEN CAST(1 AS BIGINT) END AS communes,
        CASE WHEN assigned.local_target IS NOT NULL THEN CAST(1 AS BIGINT) WHEN assigned.day IS NOT NULL THEN CAST(0 AS BIGINT) END AS local_communes,
        coalesce(assigned.local_target, assigned.target) AS own_target,
        CASE WHEN assigned.target - value.achieved > 0 THEN assigned.target - value.achieved WHEN assigned.day IS NOT NULL THEN 0 END AS communes_gap
    FROM staging.commune_achieved AS value
    LEFT JOIN assigned
        ON assigned.commune_code = value.commune_code AND assigned.day = value.day AND assigned.indicator = value.indicator
),
summed AS (
    SELECT
        commune.day, membership.level, membership.unit_code, commune.indicator,
        CAST(sum(commune.achieved) AS BIGINT) AS achieved,
        bool_or(commune.has_data) AS has_data,
        CAST(sum(commune.target) AS BIGINT) AS target,
        CAST(sum(commune.local_target) AS BIGINT) AS local_target,
        CAST(sum(commune.communes) AS BIGINT) AS communes,
        CAST(sum(commune.local_communes) AS BIGINT) AS local_communes,
        CAST(sum(commune.own_target) AS BIGINT) AS own_target,
        CAST(sum(commune.communes_gap) AS BIGINT) AS communes_gap
    FROM commune
    INNER JOIN reference.rollup AS membership ON membership.commune_code = commune.commune_code
    WHERE membership.level <> 'commune'
    GROUP BY commune.day, membership.level, membership.unit_code, commune.indicator
),
-- Whose target a unit above the communes has: its own before that of the unit it lies in.
ancestor AS (
    SELECT DISTINCT own.level, own.unit_code, above.unit_code AS target_unit,
        CASE above.level WHEN 'district' THEN 2 ELSE 3 END AS distance
    FROM reference.rollup AS own
    INNER JOIN reference.rollup AS above ON above.commune_code = own.commune_code
    WHERE own.level <> 'commune' AND (above.level = 'province' OR (above.level = 'district' AND own.level = 'district'))
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
reached AS (
    SELECT
        day, 'commune' AS level, commune_code AS unit_code, indicator, achieved, has_data, target, local_target,
        communes, local_communes, own_target, communes_gap, target_share, local_target_share, local_target_share_max
    FROM commune
    UNION ALL
    SELECT
        summed.day, summed.level, summed.unit_code, summed.indicator, summed.achieved, summed.has_data, summed.target, summed.local_target,
        summed.communes, summed.local_communes, summed.own_target, summed.communes_gap,
        share.target_share, share.local_target_share, share.local_target_share_max
    FROM summed
    LEFT JOIN share
        ON share.day = summed.day AND share.level = summed.level AND share.unit_code = summed.unit_code
        AND share.indicator = summed.indicator
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
        reached.day, reached.level, reached.unit_code, reached.indicator, reached.achieved, reached.has_data, reached.target,
        reached.local_target, reached.communes, reached.local_communes, reached.own_target, reached.communes_gap,
        reached.target_share, reached.local_target_share, reached.local_target_share_max,
        phase.phase, phase.phase_days, coalesce(phase.ends_on, last_deadline.ends_on) AS ends_on,
        CAST(date_diff('day', phase.starts_on, reached.day) + 1 AS INTEGER) AS day_number,
        greatest(
            CASE WHEN reached.day BETWEEN phase.starts_on AND phase.starts_on + 6 THEN phase.starts_on - 1 ELSE reached.day - 7 END,
            first_day.day - 1
        ) AS week_began
    FROM reached
    LEFT JOIN staging.unit_phase AS phase ON phase.level = reached.level AND phase.unit_code = reached.unit_code
    CROSS JOIN first_day
    CROSS JOIN (SELECT max(ends_on) AS ends_on FROM reference.phase) AS last_deadline
),
timed AS (
    SELECT
        phased.day, phased.level, phased.unit_code, phased.indicator, phased.achieved, phased.has_data,
        base.households, base.is_estimate AS households_is_estimate,
        phased.target_share, phased.target, phased.local_target_share, phased.local_target_share_max, phased.local_target,
        phased.communes, phased.local_communes, phased.own_target, phased.communes_gap,
        phased.phase, phased.phase_days, phased.ends_on, phased.day_number,
        phased.achieved - coalesce(earlier.achieved, eve.achieved, 0) AS gained_7_days,
        CAST(date_diff('day', phased.week_began, phased.day) AS INTEGER) AS gained_days
    FROM phased
    LEFT JOIN reached AS earlier
        ON earlier.level = phased.level AND earlier.unit_code = phased.unit_code
        AND earlier.indicator = phased.indicator AND earlier.day = phased.week_began
    LEFT JOIN eve
        ON eve.level = phased.level AND eve.unit_code = phased.unit_code AND eve.indicator = phased.indicator
    INNER JOIN staging.unit_base AS base
        ON base.day = phased.day AND base.level = phased.level AND base.unit_code = phased.unit_code
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
