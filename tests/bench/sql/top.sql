-- The operations with the most money of one measure and stage in a period, credits and umbrellas counted in full.
WITH joined AS MATERIALIZED (SELECT operation_id FROM operations_participation WHERE agency_id = %(agency)s),
visible AS MATERIALIZED (
    SELECT id, parent_id FROM operations_operation
    WHERE marking IN ('TLP:CLEAR', 'TLP:GREEN')
        OR (marking = 'TLP:AMBER' AND (owner_id = %(agency)s OR id IN (SELECT operation_id FROM joined)))
        OR (marking = 'TLP:AMBER+STRICT' AND owner_id = %(agency)s)
),
taken AS MATERIALIZED (
    SELECT
        s.id, s.operation_id, sum(i.value) AS value,
        count(*) FILTER (WHERE m.dimension = 'money' OR i.amount IS NOT NULL) AS records
    FROM seizures_seizure s
    JOIN seizures_seizeditem i ON i.seizure_id = s.id
    JOIN measures_measure m ON m.id = i.measure_id
    WHERE {counted_s} AND s.stage = 'seized' AND s.date_from >= %(first)s AND s.date_to <= %(last)s
        AND (m.code = %(top)s OR m.code LIKE %(top)s || '.%%')
    GROUP BY s.id, s.operation_id
),
credited AS (
    SELECT t.id, t.operation_id AS own_id, k.operation_id
    FROM taken t
    JOIN seizures_credit k ON k.seizure_id = t.id
    WHERE k.operation_id IS NOT NULL
),
shares AS (
    SELECT operation_id, sum(value) AS value, sum(records) AS records FROM taken GROUP BY operation_id
    UNION ALL
    SELECT b.operation_id, sum(t.value), sum(t.records)
    FROM (
        SELECT id, operation_id FROM credited
        UNION
        SELECT k.id, o.parent_id FROM credited k JOIN operations_operation o ON o.id = k.operation_id
        UNION
        SELECT x.id, o.parent_id FROM taken x JOIN operations_operation o ON o.id = x.operation_id
    ) b
    JOIN taken t ON t.id = b.id
    WHERE b.operation_id IS DISTINCT FROM t.operation_id AND b.operation_id IN (SELECT id FROM visible)
    GROUP BY b.operation_id
)
SELECT o.code AS operation, round(sum(h.value), 2) AS value, sum(h.records)::bigint AS records
FROM shares h
LEFT JOIN operations_operation o ON o.id = h.operation_id
GROUP BY o.code
HAVING sum(h.records) > 0
ORDER BY sum(h.value) DESC NULLS LAST, o.code
LIMIT 20
