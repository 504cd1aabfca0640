-- Grain: commune of 2025. Households reached on a day, carried over from the communes of 2021 by population share, sums conserved.
-- district_code is empty where it is made of two districts' communes; silent are those it is made of that have sent nothing.
SELECT
    crosswalk.commune_2025 AS unit_code, unit.name, unit.type,
    CASE WHEN min(old.parent_code) = max(old.parent_code) THEN min(old.parent_code) END AS district_code,
    CAST(sum(CAST(floor(value.achieved * crosswalk.share_after + 0.5) AS BIGINT)
        - CAST(floor(value.achieved * crosswalk.share_before + 0.5) AS BIGINT)) AS BIGINT) AS achieved,
    CAST(sum(CAST(floor(value.households * crosswalk.share_after + 0.5) AS BIGINT)
        - CAST(floor(value.households * crosswalk.share_before + 0.5) AS BIGINT)) AS BIGINT) AS households,
    bool_or(value.has_data) AS has_data, bool_or(value.households_is_estimate) AS households_is_estimate,
    coalesce(string_agg(CASE WHEN NOT value.has_data THEN old.type || ' ' || old.name END, ', ' ORDER BY old.name COLLATE vi, old.code), '') AS silent,
    bool_or(crosswalk.share_after - crosswalk.share_before < 1) AS is_split,
    string_agg(old.type || ' ' || old.name, ', ' ORDER BY old.name COLLATE vi, old.code) AS made_of
FROM mart.crosswalk AS crosswalk
INNER JOIN mart.attainment AS value
    ON value.level = 'commune' AND value.unit_code = crosswalk.commune_2021 AND value.day = $day AND value.indicator = $indicator
INNER JOIN mart.unit AS old ON old.vintage = '2021' AND old.code = crosswalk.commune_2021
INNER JOIN mart.unit AS unit ON unit.vintage = '2025' AND unit.level = 'commune' AND unit.code = crosswalk.commune_2025
GROUP BY crosswalk.commune_2025, unit.name, unit.type
ORDER BY unit.name COLLATE vi, crosswalk.commune_2025
