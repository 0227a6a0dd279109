-- The outcomes that one import entered, as the checks of a whole file look at them.
CREATE TEMPORARY TABLE imports_checked ON COMMIT DROP AS
SELECT
    r.line, r.cells, r.place AS place_text, o.id AS item_id, o.date_from, o.date_to, o.country_id, NULL::uuid AS place_id,
    'outcome' AS stage, o.agency_id AS seizing_agency_id, o.measure_id, o.description, o.quantity, o.canonical_quantity,
    coalesce(o.unit_id, o.currency_id) AS measured_in, coalesce(u.dimension, o.currency_id::text) AS dimension,
    coalesce(o.quantity, o.amount) AS size, coalesce(o.canonical_quantity, o.amount) AS comparable
FROM imports_importedrow r
JOIN operations_outcome o ON o.id = r.outcome_id
LEFT JOIN measures_unit u ON u.id = o.unit_id
WHERE r.file_import_id = %(file_import)s AND r.act = 'created'
