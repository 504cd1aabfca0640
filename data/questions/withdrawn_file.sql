-- Grain: file that was in the snapshot before and has left the inbox. What it held then.
SELECT path, kind, rows, last_snapshot FROM mart.withdrawn_file ORDER BY path
