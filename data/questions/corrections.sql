-- Grain: changed field of a row. The earlier value beside the later one that holds.
SELECT kind, field, earlier_value, later_value, earlier_file, file, row_number
FROM mart.correction
ORDER BY kind, file, row_number, field
