SELECT line, first FROM (
    SELECT line, min(line) OVER (PARTITION BY cells) AS first FROM (SELECT DISTINCT line, cells FROM imports_checked) d
) f
WHERE line > first
ORDER BY line
