-- Grain: the ledger of conclusions as it was when the snapshot was built: how many entries, and the hash of the last; no row where there was none.
SELECT entries, hash FROM mart.ledger_head
