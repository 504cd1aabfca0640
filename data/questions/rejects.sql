-- Grain: reason. Rows refused for it and in how many files.
SELECT reason, min(reason_vi) AS reason_vi, min(reason_en) AS reason_en, CAST(sum(rows) AS BIGINT) AS rows,
    count(DISTINCT path) AS files
FROM mart.reject
GROUP BY reason
ORDER BY rows DESC, reason
