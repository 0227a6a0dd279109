-- The claims that one import entered, as the checks of a whole file look at them.
CREATE TEMPORARY TABLE imports_checked ON COMMIT DROP AS
SELECT
    r.line, r.cells, '' AS place_text, c.id AS item_id, c.date_from, c.date_to, NULL::bigint AS country_id,
    NULL::uuid AS place_id, c.operation_id::text || c.source_id::text || c.stage AS stage,
    c.agency_id AS seizing_agency_id, c.measure_id, '' AS description, c.value AS quantity, c.value AS canonical_quantity,
    c.unit_id AS measured_in, c.unit_id::text AS dimension, c.value AS size, c.value AS comparable
FROM imports_importedrow r
JOIN operations_claim c ON c.id = r.claim_id
WHERE r.file_import_id = %(file_import)s AND r.act = 'created'
