-- A page of seizures with their items, credits and dispositions, from a row on.
WITH joined AS MATERIALIZED (SELECT operation_id FROM operations_participation WHERE agency_id = %(agency)s),
visible AS MATERIALIZED (
    SELECT id FROM operations_operation
    WHERE marking IN ('TLP:CLEAR', 'TLP:GREEN')
        OR (marking = 'TLP:AMBER' AND (owner_id = %(agency)s OR id IN (SELECT operation_id FROM joined)))
        OR (marking = 'TLP:AMBER+STRICT' AND owner_id = %(agency)s)
),
page AS MATERIALIZED (
    SELECT * FROM seizures_seizure s
    WHERE {readable_s} AND (s.state <> 'draft' OR s.owner_id = %(agency)s)
        AND s.operation_id = ANY(%(operations)s) AND s.country_id = %(country)s
        AND s.date_from >= %(first)s AND s.date_to <= %(last)s AND s.id <= %(newest)s
    ORDER BY s.id DESC
    LIMIT 50
)
SELECT
    to_jsonb(p),
    (SELECT jsonb_agg(to_jsonb(i) ORDER BY i.position) FROM seizures_seizeditem i WHERE i.seizure_id = p.id),
    (SELECT jsonb_agg(to_jsonb(k) ORDER BY k.id) FROM seizures_credit k WHERE k.seizure_id = p.id),
    (
        SELECT jsonb_agg(to_jsonb(d) ORDER BY d.id)
        FROM seizures_seizeditem i
        JOIN seizures_disposition d ON d.item_id = i.id
        WHERE i.seizure_id = p.id
    )
FROM page p
ORDER BY p.id DESC
