WITH known AS MATERIALIZED (
    SELECT i.id, i.measure_id, coalesce(u.dimension, i.currency_id::text) AS dimension,
        coalesce(i.canonical_quantity, i.amount) AS size
    FROM seizures_seizeditem i
    JOIN seizures_seizure s ON s.id = i.seizure_id
    LEFT JOIN measures_unit u ON u.id = i.unit_id
    WHERE i.measure_id IN (SELECT DISTINCT measure_id FROM imports_checked)
        AND coalesce(i.canonical_quantity, i.amount) > 0
        AND s.state NOT IN ('withdrawn', 'superseded')
        AND {visible}
), usual AS (
    SELECT measure_id, dimension, count(*) AS many, max(size) AS largest,
        percentile_disc(0.95) WITHIN GROUP (ORDER BY size) AS usual
    FROM known
    GROUP BY measure_id, dimension
    HAVING count(*) >= 20
), far AS MATERIALIZED (
    SELECT c.line, c.item_id, c.comparable, u.*
    FROM imports_checked c
    JOIN usual u ON u.measure_id = c.measure_id AND u.dimension = c.dimension
    WHERE c.comparable >= 100 * u.usual
)
SELECT far.line, far.comparable, far.many, far.usual, other.largest
FROM far
CROSS JOIN LATERAL (
    SELECT max(k.size) AS largest
    FROM known k
    WHERE k.measure_id = far.measure_id AND k.dimension = far.dimension AND k.id <> far.item_id
) other
WHERE (far.comparable = far.largest AND far.comparable >= 10 * other.largest) OR far.comparable > 100000 * far.usual
ORDER BY far.line
