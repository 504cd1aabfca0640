-- Grain: one page opened, or one file taken away.
CREATE TABLE IF NOT EXISTS entry (
    entry INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    role TEXT NOT NULL,
    page TEXT NOT NULL,
    unit TEXT NOT NULL,
    taken TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS entry_at ON entry (at);
