-- Grain: conclusion. Its newest entry, the first due first.
SELECT entry.conclusion, first.recorded_at AS concluded_at, entry.recorded_at, entry.state, entry.words, entry.owner, entry.due, entry.figure,
    entry.told, entry.note
FROM entry
INNER JOIN (SELECT conclusion, max(entry) AS newest, min(entry) AS oldest FROM entry GROUP BY conclusion) AS span
    ON span.newest = entry.entry
INNER JOIN entry AS first ON first.entry = span.oldest
ORDER BY entry.state, entry.due, entry.conclusion
