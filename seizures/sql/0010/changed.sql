-- Rows below a seizure are a part of it. Its instant moves once a transaction: whatever that changes is seen at once.
-- Called after the ledger, which has locked the seizures by then in the same order.
CREATE FUNCTION seizures_stamp(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM seizures_seizure
    WHERE id = ANY(ids) AND changed_at < transaction_timestamp() ORDER BY id FOR NO KEY UPDATE;
    UPDATE seizures_seizure SET changed_at = clock_timestamp()
    WHERE id = ANY(ids) AND changed_at < transaction_timestamp();
END
$$;

-- What is worked out by rates and units is not a change of what was recorded.
CREATE FUNCTION seizures_recorded(below anyelement) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT to_jsonb(below) - ARRAY['canonical_quantity', 'value', 'rate_date']
$$;

-- Items and credits, both of which say whose seizure they are.
CREATE FUNCTION seizures_stamp_of_parts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids uuid[];
BEGIN
    CASE TG_OP
        WHEN 'INSERT' THEN SELECT array_agg(DISTINCT seizure_id) INTO ids FROM new_rows;
        WHEN 'UPDATE' THEN
            SELECT array_agg(DISTINCT whose.id) INTO ids
            FROM new_rows n FULL JOIN old_rows o ON o.id = n.id
            CROSS JOIN LATERAL (VALUES (n.seizure_id), (o.seizure_id)) whose (id)
            WHERE whose.id IS NOT NULL AND seizures_recorded(n) IS DISTINCT FROM seizures_recorded(o);
        ELSE SELECT array_agg(DISTINCT seizure_id) INTO ids FROM old_rows;
    END CASE;
    PERFORM seizures_stamp(ids);
    RETURN NULL;
END
$$;

CREATE FUNCTION seizures_stamp_of_dispositions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    items uuid[];
BEGIN
    CASE TG_OP
        WHEN 'INSERT' THEN SELECT array_agg(DISTINCT item_id) INTO items FROM new_rows;
        WHEN 'UPDATE' THEN
            SELECT array_agg(DISTINCT what.id) INTO items
            FROM new_rows n FULL JOIN old_rows o ON o.id = n.id
            CROSS JOIN LATERAL (VALUES (n.item_id), (o.item_id)) what (id)
            WHERE what.id IS NOT NULL AND seizures_recorded(n) IS DISTINCT FROM seizures_recorded(o);
        ELSE SELECT array_agg(DISTINCT item_id) INTO items FROM old_rows;
    END CASE;
    PERFORM seizures_stamp(ARRAY(SELECT DISTINCT seizure_id FROM seizures_seizeditem WHERE id = ANY(items)));
    RETURN NULL;
END
$$;

-- What was recorded before has the instant of the last entry of its history, or of that of a row below it.
UPDATE seizures_seizure r SET changed_at = e.at
FROM (
    SELECT id, max(at) AS at
    FROM (
        SELECT pgh_obj_id AS id, pgh_created_at AS at FROM seizures_seizureevent
        UNION ALL SELECT seizure_id, pgh_created_at FROM seizures_seizeditemevent
        UNION ALL SELECT seizure_id, pgh_created_at FROM seizures_creditevent
        UNION ALL
        SELECT i.seizure_id, d.pgh_created_at
        FROM seizures_dispositionevent d JOIN seizures_seizeditem i ON i.id = d.item_id
    ) events
    GROUP BY id
) e
WHERE e.id = r.id;

CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON seizures_seizure
FOR EACH ROW EXECUTE FUNCTION operations_stamp();

DO $$
DECLARE
    below text;
    event text;
BEGIN
    FOREACH below IN ARRAY ARRAY['seizeditem', 'credit', 'disposition'] LOOP
        FOREACH event IN ARRAY ARRAY['INSERT', 'UPDATE', 'DELETE'] LOOP
            EXECUTE format(
                'CREATE TRIGGER stamp_seizure_after_%s AFTER %s ON seizures_%s %s FOR EACH STATEMENT EXECUTE FUNCTION %I()',
                lower(event), event, below,
                CASE event
                    WHEN 'INSERT' THEN 'REFERENCING NEW TABLE AS new_rows'
                    WHEN 'UPDATE' THEN 'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows'
                    ELSE 'REFERENCING OLD TABLE AS old_rows'
                END,
                CASE below WHEN 'disposition' THEN 'seizures_stamp_of_dispositions' ELSE 'seizures_stamp_of_parts' END
            );
        END LOOP;
    END LOOP;
END
$$;
