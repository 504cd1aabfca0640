-- Grain: unit of one level, platform. Open shops at the snapshot's as-of day by what they have done.
SELECT activity.unit_code, unit.name, unit.type, unit.parent_code, activity.platform, activity.shops, activity.listed, activity.sold,
    activity.sold_30_days, activity.open_14_days, activity.open_30_days, activity.sleeping_14_days, activity.sleeping_30_days
FROM mart.shop_activity AS activity
LEFT JOIN mart.unit AS unit ON unit.vintage = '2021' AND unit.code = activity.unit_code AND unit.level = activity.level
WHERE activity.level = $level
ORDER BY unit.name COLLATE vi, activity.unit_code, activity.platform
