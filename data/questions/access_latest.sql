-- Grain: entry. The newest first.
SELECT at, who, role, page, unit, taken FROM entry ORDER BY entry DESC LIMIT :count
