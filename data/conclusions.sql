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
