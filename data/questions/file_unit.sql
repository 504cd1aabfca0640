-- Grain: file, kind, unit. The file's rows of that unit by what became of them.
SELECT path, kind, unit_code, loaded, duplicate, corrected, rejected FROM mart.file_unit ORDER BY path, kind, unit_code
