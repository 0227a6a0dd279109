WITH known AS (
    SELECT i.id, i.measure_id, coalesce(u.dimension, i.currency_id::text) AS dimension,
        coalesce(i.canonical_quantity, i.amount) AS size
    FROM seizures_seizeditem i
    JOIN seizures_seizure s ON s.id = i.seizure_id
    LEFT JOIN measures_unit u ON u.id = i.unit_id
    WHERE i.measure_id IN (SELECT DISTINCT measure_id FROM imports_checked)
        AND coalesce(i.canonical_quantity, i.amount) > 0
        AND s.state NOT IN ('withdrawn', 'superseded')
        AND {visible}
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY measure_id, dimension ORDER BY size DESC, id) AS place FROM known
), usual AS (
    SELECT measure_id, dimension, count(*) AS many, percentile_disc(0.95) WITHIN GROUP (ORDER BY size) AS usual,
        max(size) FILTER (WHERE place = 1) AS largest, max(size) FILTER (WHERE place = 2) AS second
    FROM ranked
    GROUP BY measure_id, dimension
    HAVING count(*) >= 20
)
SELECT c.line, c.comparable, u.many, u.usual, CASE WHEN c.comparable = u.largest THEN u.second ELSE u.largest END
FROM imports_checked c
JOIN usual u ON u.measure_id = c.measure_id AND u.dimension = c.dimension
WHERE (c.comparable = u.largest AND c.comparable >= 10 * u.second AND c.comparable >= 100 * u.usual)
    OR c.comparable > 100000 * u.usual
ORDER BY c.line
