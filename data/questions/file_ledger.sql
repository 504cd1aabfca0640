-- Grain: file of the inbox. Its row account and what kept it from being read.
SELECT ledger.path, ledger.sha256, ledger.kind, ledger.read, ledger.loaded, ledger.duplicate, ledger.corrected, ledger.rejected, ledger.households_merged,
    sheet.encoding, sheet.problem_vi, sheet.problem_en
FROM mart.file_ledger AS ledger
LEFT JOIN (
    SELECT path, string_agg(DISTINCT nullif(encoding, ''), ', ' ORDER BY nullif(encoding, '')) AS encoding, string_agg(DISTINCT problem_vi, ' ' ORDER BY problem_vi) AS problem_vi, string_agg(DISTINCT problem_en, ' ' ORDER BY problem_en) AS problem_en
    FROM mart.sheet_ledger GROUP BY path
) AS sheet ON sheet.path = ledger.path
ORDER BY ledger.rejected DESC, ledger.path
