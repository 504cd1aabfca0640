-- Grain: day, commune_code, indicator. Households reached at the end of the day, and whether the commune has reported at all.
WITH first_day AS (SELECT min(day) AS day FROM reference.calendar),
change AS (
    SELECT greatest(change.day, first_day.day) AS day, change.commune_code, change.indicator, sum(change.change) AS change
    FROM staging.indicator_change AS change
    CROSS JOIN first_day
    GROUP BY greatest(change.day, first_day.day), change.commune_code, change.indicator
),
reported AS (
    SELECT commune_code, min(opened_on) AS since FROM staging.household_record GROUP BY commune_code
),
spine AS (
    SELECT calendar.day, unit.code AS commune_code, indicator.indicator
    FROM reference.calendar AS calendar
    CROSS JOIN reference.unit AS unit
    CROSS JOIN reference.indicator AS indicator
    WHERE unit.vintage = '2021' AND unit.level = 'commune'
)
SELECT
    spine.day, spine.commune_code, spine.indicator,
    CAST(sum(coalesce(change.change, 0)) OVER (
        PARTITION BY spine.commune_code, spine.indicator ORDER BY spine.day
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) AS achieved,
    coalesce(reported.since <= spine.day, FALSE) AS has_data
FROM spine
LEFT JOIN change
    ON change.day = spine.day AND change.commune_code = spine.commune_code AND change.indicator = spine.indicator
LEFT JOIN reported ON reported.commune_code = spine.commune_code
