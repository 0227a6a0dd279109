-- Sources had no marking, and every reader and key read them. Those of the sample operations are public. Each of the
-- others is for the agency that recorded it and, where one operation alone cites it, for those who take part in that.
CREATE TEMPORARY TABLE cited ON COMMIT DROP AS
    SELECT source_id, operation_id FROM operations_claim
    UNION SELECT source_id, operation_id FROM operations_indicator WHERE source_id IS NOT NULL
    UNION SELECT source_id, operation_id FROM operations_outcome
    WHERE source_id IS NOT NULL AND operation_id IS NOT NULL;

DO $$
BEGIN
    -- A new installation has no seizures yet.
    IF to_regclass('seizures_seizure') IS NOT NULL THEN
        EXECUTE 'INSERT INTO cited SELECT DISTINCT source_id, operation_id FROM seizures_seizure
                 WHERE source_id IS NOT NULL AND operation_id IS NOT NULL';
    END IF;
END $$;

WITH recorded AS (
    SELECT DISTINCT ON (e.pgh_obj_id) e.pgh_obj_id AS source_id, u.agency_id,
        c.metadata ->> 'reason' IS NOT DISTINCT FROM 'first operations' AS is_sample
    FROM operations_sourceevent e
    JOIN pghistory_context c ON c.id = e.pgh_context_id
    LEFT JOIN agencies_user u ON u.id::text = c.metadata ->> 'user'
    WHERE e.pgh_label = 'insert'
    ORDER BY e.pgh_obj_id, e.pgh_id
), known AS (
    SELECT s.id, coalesce(r.is_sample, FALSE) AS is_sample,
        coalesce(
            r.agency_id,
            (SELECT o.owner_id FROM cited JOIN operations_operation o ON o.id = cited.operation_id
             WHERE cited.source_id = s.id ORDER BY o.created_at, o.id LIMIT 1)
        ) AS owner_id,
        (SELECT min(cited.operation_id::text)::uuid FROM cited WHERE cited.source_id = s.id
         HAVING count(DISTINCT cited.operation_id) = 1) AS operation_id
    FROM operations_source s LEFT JOIN recorded r ON r.source_id = s.id
)
UPDATE operations_source s SET
    owner_id = k.owner_id,
    operation_id = CASE WHEN NOT k.is_sample THEN k.operation_id END,
    marking = CASE
        WHEN k.is_sample THEN 'TLP:CLEAR'
        WHEN k.owner_id IS NOT NULL THEN 'TLP:AMBER'
        ELSE 'TLP:RED'
    END
FROM known k WHERE k.id = s.id;

-- Of whom nobody knows who recorded them, administrators are named to say whose they are.
INSERT INTO operations_source_readers (source_id, user_id)
SELECT s.id, u.id FROM operations_source s CROSS JOIN agencies_user u
WHERE s.marking = 'TLP:RED' AND u.role = 'administrator' AND u.is_active;

-- What refers to other rows is checked now: no table can be altered before.
SET CONSTRAINTS ALL IMMEDIATE;
