-- A number that a spreadsheet cut is the same number: compared to the gram, and below one unit to the milligram.
WITH alike AS MATERIALIZED (
    SELECT c.line, c.place_text, s.id, s.reference
    FROM seizures_seizeditem i
    JOIN seizures_seizure s ON s.id = i.seizure_id
    JOIN imports_checked c
        ON c.measure_id = i.measure_id AND c.date_from = s.date_from AND c.date_to = s.date_to
        AND round(c.comparable, CASE WHEN c.comparable < 1 THEN 6 ELSE 3 END)
            = round(
                coalesce(i.canonical_quantity, i.amount),
                CASE WHEN coalesce(i.canonical_quantity, i.amount) < 1 THEN 6 ELSE 3 END
            )
    WHERE i.measure_id IN (SELECT DISTINCT measure_id FROM imports_checked)
        AND c.comparable > 0
        -- A file of one year is not held against all the others.
        AND s.date_from >= (SELECT min(date_from) FROM imports_checked)
        AND s.date_from <= (SELECT max(date_from) FROM imports_checked)
        AND s.state NOT IN ('withdrawn', 'superseded')
        AND s.country_id IS NOT DISTINCT FROM c.country_id AND s.place_id IS NOT DISTINCT FROM c.place_id
        AND {visible}
)
SELECT a.line, min(a.reference), min(f.file_name)
FROM alike a
LEFT JOIN imports_importedrow o ON o.seizure_id = a.id
LEFT JOIN imports_fileimport f ON f.id = o.file_import_id AND f.owner_id = (
    SELECT owner_id FROM imports_fileimport WHERE id = %(file_import)s
)
WHERE (o.id IS NULL OR (o.file_import_id <> %(file_import)s AND o.place = a.place_text))
GROUP BY a.line
ORDER BY a.line
