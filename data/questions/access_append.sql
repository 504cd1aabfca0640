-- Grain: one entry, put at the end.
INSERT INTO entry (at, who, role, page, unit, taken) VALUES (:at, :who, :role, :page, :unit, :taken)
