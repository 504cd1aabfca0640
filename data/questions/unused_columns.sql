-- Grain: sheet of the inbox with columns that are not used, or with something to be told of it although it was read.
SELECT path, sheet, unknown_headers AS columns, remark_vi, remark_en
FROM mart.sheet_ledger
WHERE unknown_headers <> '' OR remark_vi <> ''
ORDER BY path, number
