-- Grain: the table of links, where a ledger has one.
SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'link'
