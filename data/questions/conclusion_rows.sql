-- Grain: entry of a ledger, the oldest first, with all that it says.
SELECT * FROM entry ORDER BY entry
