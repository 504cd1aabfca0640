-- Grain: entry of one conclusion, the oldest first.
SELECT conclusion, recorded_at, state, words, owner, due, figure, told, note FROM entry WHERE conclusion = :conclusion ORDER BY entry
