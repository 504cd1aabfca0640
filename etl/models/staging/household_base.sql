-- Grain: commune_code, day. Households by the latest register at that day, else by the reference estimate.
WITH register AS (
    SELECT unit_code, coalesce(as_of, DATE '1900-01-01') AS valid_from, max(households) AS households
    FROM landed.households
    GROUP BY unit_code, coalesce(as_of, DATE '1900-01-01')
),
validity AS (
    SELECT
        unit_code, households, valid_from,
        lead(valid_from) OVER (PARTITION BY unit_code ORDER BY valid_from) AS valid_until
    FROM register
)
SELECT
    calendar.day,
    unit.code AS commune_code,
    coalesce(validity.households, unit.households_estimate) AS households,
    validity.households IS NULL AS is_estimate
FROM reference.unit AS unit
CROSS JOIN (SELECT day FROM reference.calendar UNION SELECT as_of FROM reference.build) AS calendar
LEFT JOIN validity
    ON validity.unit_code = unit.code
    AND validity.valid_from <= calendar.day
    AND (validity.valid_until IS NULL OR calendar.day < validity.valid_until)
WHERE unit.vintage = '2021' AND unit.level = 'commune'
