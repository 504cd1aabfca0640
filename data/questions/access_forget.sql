-- Grain: entry. What is older than it is kept for.
DELETE FROM entry WHERE at < :before
