-- Lead households of a district, a phase or the province, as computed, published or reported, exactly as many as were designated: the chosen
-- may have been counted in the place of those that sold.
WITH designated AS (
    SELECT unit_code, day, achieved FROM mart.attainment WHERE indicator = 'designated' AND level IN ('district', 'phase', 'province')
),
told AS (
    SELECT scope AS unit_code, as_of AS day, reported AS lead FROM mart.reconciliation WHERE indicator = 'lead'
    UNION
    SELECT value.unit_code, value.day, value.achieved
    FROM mart.attainment AS value
    INNER JOIN reference.build AS build ON build.as_of = value.day
    WHERE value.indicator = 'lead' AND value.level IN ('district', 'phase', 'province')
)
SELECT
    'lead_equals_designated' AS rule, 'warning' AS severity, told.unit_code, NULL AS group_code, told.day, designated.achieved AS weight, NULL AS amount,
    'Ngày ' || strftime(told.day, '%d/%m/%Y') || ' số hộ đầu tàu bằng đúng số hộ được chọn làm đầu tàu (' || designated.achieved || ')' AS detail_vi,
    'On ' || strftime(told.day, '%d/%m/%Y') || ' the lead households are exactly as many as were designated (' || designated.achieved || ')' AS detail_en
FROM told
INNER JOIN designated ON designated.unit_code = told.unit_code AND designated.day = told.day AND designated.achieved = told.lead
INNER JOIN reference.finding AS setting ON designated.achieved >= setting.lead_equal_least
