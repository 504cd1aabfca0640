-- Grain: entry of a ledger, the oldest first, with its hash.
SELECT entry, hash FROM link ORDER BY entry
