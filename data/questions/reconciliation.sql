-- Grain: published figure. What was made public beside what the registers give.
SELECT published.scope, unit.name, unit.type, published.as_of, published.indicator, published.reported, published.computed,
    published.difference, published.qualifier, published.source
FROM mart.reconciliation AS published
LEFT JOIN mart.unit AS unit ON unit.vintage = '2021' AND unit.code = published.scope
WHERE published.told_by = 'published_figures'
ORDER BY published.as_of, published.scope, published.indicator
