-- Grain: entry of one conclusion, the oldest first.
SELECT * FROM entry WHERE conclusion = :conclusion ORDER BY entry
