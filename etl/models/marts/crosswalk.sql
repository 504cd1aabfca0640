-- Grain: 2021 commune, 2025 commune that takes a part of it. Cumulative shares, so that rounded parts add up to the whole.
SELECT commune_2021, commune_2025, part, share_before, share_after
FROM reference.crosswalk
ORDER BY commune_2021, part
