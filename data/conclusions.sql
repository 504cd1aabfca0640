-- Grain: entry. What was concluded, and every later word on it; nothing is changed or taken away, the newest entry holds.
CREATE TABLE IF NOT EXISTS entry (
    entry INTEGER PRIMARY KEY AUTOINCREMENT,
    conclusion TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('assigned', 'done', 'dropped')),
    words TEXT NOT NULL,
    owner TEXT NOT NULL,
    due TEXT NOT NULL,
    figure TEXT NOT NULL,
    told TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE TRIGGER IF NOT EXISTS entry_stays BEFORE UPDATE ON entry BEGIN SELECT raise(ABORT, 'entries are never changed'); END;
CREATE TRIGGER IF NOT EXISTS entry_remains BEFORE DELETE ON entry BEGIN SELECT raise(ABORT, 'entries are never taken away'); END;
-- Grain: entry. The hash of all that it says and of the hash before it: a rewritten entry does not agree with its link.
CREATE TABLE IF NOT EXISTS link (entry INTEGER PRIMARY KEY, hash TEXT NOT NULL);
CREATE TRIGGER IF NOT EXISTS link_stays BEFORE UPDATE ON link BEGIN SELECT raise(ABORT, 'links are never changed'); END;
CREATE TRIGGER IF NOT EXISTS link_remains BEFORE DELETE ON link BEGIN SELECT raise(ABORT, 'links are never taken away'); END;
-- A new entry of an old number takes the place of none.
CREATE TRIGGER IF NOT EXISTS entry_is_new BEFORE INSERT ON entry WHEN new.entry IN (SELECT entry FROM entry)
BEGIN SELECT raise(ABORT, 'entries are never replaced'); END;
