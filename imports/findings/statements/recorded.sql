-- A number that a spreadsheet cut is the same number: compared to the gram, and below one unit to the milligram.
WITH others AS (
    SELECT
        i.measure_id, s.date_from, s.date_to, s.country_id, s.place_id, o.place AS place_text,
        round(i.size, CASE WHEN i.size < 1 THEN 6 ELSE 3 END) AS size, min(s.reference) AS reference,
        min(f.file_name) AS file_name
    FROM (
        SELECT seizure_id, measure_id, coalesce(canonical_quantity, amount) AS size
        FROM seizures_seizeditem
        WHERE measure_id IN (SELECT DISTINCT measure_id FROM imports_checked)
    ) i
    JOIN seizures_seizure s ON s.id = i.seizure_id
    LEFT JOIN imports_importedrow o ON o.seizure_id = s.id
    LEFT JOIN imports_fileimport f ON f.id = o.file_import_id AND f.owner_id = (
        SELECT owner_id FROM imports_fileimport WHERE id = %(file_import)s
    )
    WHERE i.size > 0 AND s.date_from IS NOT NULL
        AND s.state NOT IN ('withdrawn', 'superseded')
        AND (o.id IS NULL OR o.file_import_id <> %(file_import)s)
        AND {visible}
    GROUP BY 1, 2, 3, 4, 5, 6, 7
)
SELECT c.line, min(o.reference), min(o.file_name)
FROM imports_checked c
JOIN others o
    ON o.measure_id = c.measure_id
    AND o.size = round(c.comparable, CASE WHEN c.comparable < 1 THEN 6 ELSE 3 END)
    AND o.date_from = c.date_from AND o.date_to = c.date_to
WHERE o.country_id IS NOT DISTINCT FROM c.country_id AND o.place_id IS NOT DISTINCT FROM c.place_id
    AND coalesce(o.place_text, c.place_text) = c.place_text
GROUP BY c.line
ORDER BY c.line
