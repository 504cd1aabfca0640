-- Grain: unit of one level, at the snapshot's as-of day. Households by how far they have come.
SELECT funnel.unit_code, unit.name, unit.type, unit.parent_code, base.households, base.households_is_estimate, base.has_data, funnel.account, funnel.account_shop,
    funnel.account_shop_listing, funnel.lead, funnel.only_account, funnel.only_shop, funnel.designated_lead, funnel.only_designated,
    funnel.only_lead
FROM mart.household_funnel AS funnel
INNER JOIN mart.attainment AS base
    ON base.level = funnel.level AND base.unit_code = funnel.unit_code AND base.indicator = 'both'
    AND base.day = (SELECT as_of FROM mart.snapshot)
LEFT JOIN mart.unit AS unit ON unit.vintage = '2021' AND unit.code = funnel.unit_code AND unit.level = funnel.level
WHERE funnel.level = $level
ORDER BY unit.name COLLATE vi, funnel.unit_code
