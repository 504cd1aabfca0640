-- Grain: commune_2021, commune_2025. The part that a commune of 2025 takes of one of 2021. Cumulative shares, so that rounded parts add up to the whole.
SELECT commune_2021, commune_2025, part, share_before, share_after
FROM reference.crosswalk
ORDER BY commune_2021, part
