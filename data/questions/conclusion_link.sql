-- Grain: one link, put at the end.
INSERT INTO link (entry, hash) VALUES (:entry, :hash)
