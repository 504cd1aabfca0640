-- Grain: figure that a conclusion is bound to, by its code.
SELECT DISTINCT figure FROM entry WHERE figure <> ''
