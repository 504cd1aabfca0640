-- Grain: a figure of the trade that is withheld from who may not follow single shops.
SELECT level, unit_code, first, first_value, second, second_value
FROM mart.withheld
