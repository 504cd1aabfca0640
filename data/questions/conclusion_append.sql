-- Grain: one entry, put at the end.
INSERT INTO entry (conclusion, recorded_at, state, words, owner, due, figure, told, note, author, role)
VALUES (:conclusion, :recorded_at, :state, :words, :owner, :due, :figure, :told, :note, :author, :role)
