-- The items that one import entered, as the checks of a whole file look at them.
CREATE TEMPORARY TABLE imports_checked ON COMMIT DROP AS
SELECT
    r.line, r.cells, r.place AS place_text, i.id AS item_id, s.date_from, s.date_to, s.country_id, s.place_id, s.stage,
    s.seizing_agency_id, i.measure_id, i.description, i.quantity, i.canonical_quantity,
    coalesce(i.unit_id, i.currency_id) AS measured_in, coalesce(u.dimension, i.currency_id::text) AS dimension,
    coalesce(i.quantity, i.amount) AS size, coalesce(i.canonical_quantity, i.amount) AS comparable
FROM imports_importedrow r
JOIN seizures_seizure s ON s.id = r.seizure_id
JOIN seizures_seizeditem i ON i.seizure_id = s.id
LEFT JOIN measures_unit u ON u.id = i.unit_id
WHERE r.file_import_id = %(file_import)s AND r.act = 'created'
