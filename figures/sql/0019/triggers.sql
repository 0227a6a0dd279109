-- Whoever changes a record by whatever means posts what that changes: COPY and SQL written by hand included.
-- Rows are compared in what figures depend on, so that an edit of a note posts nothing.

CREATE FUNCTION figures_on_seizures() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids uuid[];
    reports uuid[];
BEGIN
    CASE TG_OP
        WHEN 'INSERT' THEN
            -- A new seizure has no facts yet; but it may take the place of an earlier report.
            SELECT figures_reports(array_agg(owner_id), array_agg(operation_id), array_agg(series)) INTO reports
            FROM (SELECT DISTINCT owner_id, operation_id, series FROM new_rows WHERE series <> '') s;
        WHEN 'UPDATE' THEN
            SELECT array_agg(DISTINCT d.id) INTO ids FROM (
                (
                    SELECT id, {watched} FROM old_rows
                    EXCEPT
                    SELECT id, {watched} FROM new_rows
                )
                UNION ALL
                (
                    SELECT id, {watched} FROM new_rows
                    EXCEPT
                    SELECT id, {watched} FROM old_rows
                )
            ) d;
            SELECT figures_reports(array_agg(owner_id), array_agg(operation_id), array_agg(series)) INTO reports
            FROM (
                SELECT owner_id, operation_id, series FROM old_rows WHERE series <> '' AND id = ANY(ids)
                UNION
                SELECT owner_id, operation_id, series FROM new_rows WHERE series <> '' AND id = ANY(ids)
            ) s;
            -- What they were parts of, too: whoever posts that one waits.
            ids := ids || ARRAY(
                SELECT DISTINCT part_of_id FROM old_rows WHERE part_of_id IS NOT NULL AND id = ANY(ids)
            );
        ELSE
            SELECT array_agg(id) || array_agg(part_of_id) FILTER (WHERE part_of_id IS NOT NULL) INTO ids FROM old_rows;
            SELECT figures_reports(array_agg(owner_id), array_agg(operation_id), array_agg(series)) INTO reports
            FROM (SELECT DISTINCT owner_id, operation_id, series FROM old_rows WHERE series <> '') s;
    END CASE;
    PERFORM figures_post(ids || reports);
    RETURN NULL;
END
$$;

CREATE FUNCTION figures_on_outcomes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids uuid[];
    reports uuid[];
BEGIN
    CASE TG_OP
        WHEN 'INSERT' THEN
            SELECT array_agg(id) INTO ids FROM new_rows;
            SELECT figures_reports(array_agg(owner_id), array_agg(operation_id), array_agg(series)) INTO reports
            FROM (SELECT DISTINCT owner_id, operation_id, series FROM new_rows WHERE series <> '') s;
        WHEN 'UPDATE' THEN
            SELECT array_agg(DISTINCT id) INTO ids FROM (
                SELECT id FROM old_rows UNION SELECT id FROM new_rows
                -- What they were parts of, too: whoever posts that one waits.
                UNION SELECT part_of_id FROM old_rows WHERE part_of_id IS NOT NULL
            ) d;
            SELECT figures_reports(array_agg(owner_id), array_agg(operation_id), array_agg(series)) INTO reports
            FROM (
                SELECT owner_id, operation_id, series FROM old_rows WHERE series <> ''
                UNION
                SELECT owner_id, operation_id, series FROM new_rows WHERE series <> ''
            ) s;
        ELSE
            SELECT array_agg(id) || array_agg(part_of_id) FILTER (WHERE part_of_id IS NOT NULL) INTO ids FROM old_rows;
            SELECT figures_reports(array_agg(owner_id), array_agg(operation_id), array_agg(series)) INTO reports
            FROM (SELECT DISTINCT owner_id, operation_id, series FROM old_rows WHERE series <> '') s;
    END CASE;
    PERFORM figures_post(ids || reports);
    RETURN NULL;
END
$$;

-- Items and credits, both of which say whose seizure they are.
CREATE FUNCTION figures_on_parts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids uuid[];
BEGIN
    CASE TG_OP
        WHEN 'INSERT' THEN SELECT array_agg(DISTINCT seizure_id) INTO ids FROM new_rows;
        WHEN 'UPDATE' THEN
            SELECT array_agg(seizure_id) INTO ids
            FROM (SELECT seizure_id FROM old_rows UNION SELECT seizure_id FROM new_rows) d;
        ELSE SELECT array_agg(DISTINCT seizure_id) INTO ids FROM old_rows;
    END CASE;
    PERFORM figures_post(ids);
    RETURN NULL;
END
$$;

-- Credits of outcomes.
CREATE FUNCTION figures_on_outcome_credits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids uuid[];
BEGIN
    CASE TG_OP
        WHEN 'INSERT' THEN SELECT array_agg(DISTINCT outcome_id) INTO ids FROM new_rows;
        WHEN 'UPDATE' THEN
            SELECT array_agg(outcome_id) INTO ids
            FROM (SELECT outcome_id FROM old_rows UNION SELECT outcome_id FROM new_rows) d;
        ELSE SELECT array_agg(DISTINCT outcome_id) INTO ids FROM old_rows;
    END CASE;
    PERFORM figures_post(ids);
    RETURN NULL;
END
$$;

CREATE FUNCTION figures_on_dispositions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    items uuid[];
BEGIN
    CASE TG_OP
        WHEN 'INSERT' THEN SELECT array_agg(DISTINCT item_id) INTO items FROM new_rows;
        WHEN 'UPDATE' THEN
            SELECT array_agg(item_id) INTO items
            FROM (SELECT item_id FROM old_rows UNION SELECT item_id FROM new_rows) d;
        ELSE SELECT array_agg(DISTINCT item_id) INTO items FROM old_rows;
    END CASE;
    -- Of an item that is gone too, its own trigger tells; one that moves meanwhile is waited for.
    PERFORM FROM seizures_seizeditem
    WHERE id = ANY(items) AND xmin <> pg_current_xact_id()::xid ORDER BY id FOR NO KEY UPDATE;
    PERFORM figures_post(ARRAY(SELECT DISTINCT seizure_id FROM seizures_seizeditem WHERE id = ANY(items)));
    RETURN NULL;
END
$$;

-- Records whose operation changed hands, marking or umbrella, and those credited to it.
CREATE FUNCTION figures_on_operations() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed uuid[];
BEGIN
    SELECT array_agg(n.id) INTO changed FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.marking, n.parent_id) IS DISTINCT FROM (o.marking, o.parent_id);
    IF changed IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM figures_alone();
    PERFORM figures_post(ARRAY(
        SELECT id FROM seizures_seizure WHERE operation_id = ANY(changed)
        UNION
        SELECT seizure_id FROM seizures_credit WHERE operation_id = ANY(changed)
        UNION
        SELECT id FROM operations_outcome WHERE operation_id = ANY(changed)
        UNION
        SELECT outcome_id FROM operations_outcomecredit WHERE operation_id = ANY(changed)
    ), alone => TRUE);
    RETURN NULL;
END
$$;

-- Records of agencies that were put below another, and of those below them.
CREATE FUNCTION figures_on_agencies() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed bigint[];
BEGIN
    WITH RECURSIVE below (id) AS (
        SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE n.parent_id IS DISTINCT FROM o.parent_id
        UNION
        SELECT a.id FROM below JOIN agencies_agency a ON a.parent_id = below.id
    )
    SELECT array_agg(id) INTO changed FROM below;
    IF changed IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM figures_alone();
    PERFORM figures_post(ARRAY(
        SELECT id FROM seizures_seizure WHERE seizing_agency_id = ANY(changed)
        UNION
        SELECT seizure_id FROM seizures_credit WHERE agency_id = ANY(changed)
        UNION
        SELECT id FROM operations_outcome WHERE agency_id = ANY(changed)
        UNION
        SELECT outcome_id FROM operations_outcomecredit WHERE agency_id = ANY(changed)
    ), alone => TRUE);
    RETURN NULL;
END
$$;

-- Records that count or convert by a measure or unit that was defined anew, or of which others add into other measures;
-- and every seizure, where the measure that counts seizures comes or goes.
CREATE FUNCTION figures_on_measures() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed bigint[];
    everything boolean;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(id), TRUE INTO changed, everything FROM new_rows WHERE kind = 'events';
    ELSE
        WITH RECURSIVE moved AS (
            SELECT n.id, 'events' IN (n.kind, o.kind) AS counts,
                (n.parent_id, n.rolls_up, n.operator) IS DISTINCT FROM (o.parent_id, o.rolls_up, o.operator) AS tree
            FROM new_rows n JOIN old_rows o ON o.id = n.id
            WHERE (n.dimension, n.unit_id, n.kind, n.parent_id, n.rolls_up, n.operator)
                IS DISTINCT FROM (o.dimension, o.unit_id, o.kind, o.parent_id, o.rolls_up, o.operator)
        ),
        below (id) AS (
            SELECT id FROM moved WHERE tree
            UNION
            SELECT m.id FROM below JOIN measures_measure m ON m.parent_id = below.id
        )
        SELECT array_agg(id), bool_or(counts) INTO changed, everything
        FROM (SELECT id, counts FROM moved UNION ALL SELECT id, FALSE FROM below) d;
    END IF;
    IF changed IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM figures_alone();
    PERFORM figures_post(ARRAY(
        SELECT seizure_id FROM seizures_seizeditem WHERE everything OR measure_id = ANY(changed)
        UNION
        SELECT id FROM operations_outcome WHERE measure_id = ANY(changed)
    ), alone => TRUE);
    RETURN NULL;
END
$$;

CREATE FUNCTION figures_on_units() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed bigint[];
    everything boolean;
BEGIN
    SELECT array_agg(n.id), bool_or(n.is_reporting IS DISTINCT FROM o.is_reporting) INTO changed, everything
    FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.dimension, n.method, n.code, n.is_reporting, n.counts_pieces, n.factor)
        IS DISTINCT FROM (o.dimension, o.method, o.code, o.is_reporting, o.counts_pieces, o.factor);
    IF changed IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM figures_alone();
    PERFORM figures_post(ARRAY(
        SELECT seizure_id FROM seizures_seizeditem
        WHERE everything OR unit_id = ANY(changed) OR currency_id = ANY(changed)
        UNION
        SELECT i.seizure_id FROM seizures_disposition d JOIN seizures_seizeditem i ON i.id = d.item_id
        WHERE d.unit_id = ANY(changed) OR d.currency_id = ANY(changed)
        UNION
        SELECT i.seizure_id FROM seizures_seizeditem i JOIN measures_measure m ON m.id = i.measure_id
        WHERE m.unit_id = ANY(changed)
        UNION
        SELECT r.id FROM operations_outcome r JOIN measures_measure m ON m.id = r.measure_id
        WHERE m.unit_id = ANY(changed)
        UNION
        SELECT id FROM operations_outcome
        WHERE everything OR unit_id = ANY(changed) OR currency_id = ANY(changed)
    ), alone => TRUE);
    RETURN NULL;
END
$$;

-- After TRUNCATE no rows can be told: all that the ledger has is held against what is left.
CREATE FUNCTION figures_on_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM figures_alone();
    PERFORM figures_post(ARRAY(SELECT DISTINCT record_id FROM figures_posting), alone => TRUE);
    RETURN NULL;
END
$$;

DO $$
DECLARE
    watched record;
    event text;
BEGIN
    FOR watched IN
        SELECT * FROM (VALUES
            ('seizures_seizure', 'figures_on_seizures', ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']),
            ('seizures_seizeditem', 'figures_on_parts', ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']),
            ('seizures_credit', 'figures_on_parts', ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']),
            ('seizures_disposition', 'figures_on_dispositions', ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']),
            ('operations_outcome', 'figures_on_outcomes', ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']),
            ('operations_outcomecredit', 'figures_on_outcome_credits', ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']),
            ('operations_operation', 'figures_on_operations', ARRAY['UPDATE']),
            ('agencies_agency', 'figures_on_agencies', ARRAY['UPDATE']),
            ('measures_measure', 'figures_on_measures', ARRAY['INSERT', 'UPDATE']),
            ('measures_unit', 'figures_on_units', ARRAY['UPDATE'])
        ) w (table_name, function_name, events)
    LOOP
        FOREACH event IN ARRAY watched.events LOOP
            EXECUTE format(
                'CREATE TRIGGER figures_after_%s AFTER %s ON %I %s FOR EACH STATEMENT EXECUTE FUNCTION %I()',
                lower(event), event, watched.table_name,
                CASE event
                    WHEN 'INSERT' THEN 'REFERENCING NEW TABLE AS new_rows'
                    WHEN 'UPDATE' THEN 'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows'
                    WHEN 'DELETE' THEN 'REFERENCING OLD TABLE AS old_rows'
                    ELSE ''
                END,
                CASE event WHEN 'TRUNCATE' THEN 'figures_on_truncate' ELSE watched.function_name END
            );
        END LOOP;
    END LOOP;
END
$$;

-- What a record stands on is there before it is. Were that checked at commit only, two transactions could make the
-- two ends of one record, each without seeing the other's.
DO $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT conrelid::regclass AS table_name, conname FROM pg_constraint
        WHERE contype = 'f' AND conrelid IN (
            'seizures_seizure'::regclass, 'seizures_seizeditem'::regclass, 'seizures_credit'::regclass,
            'seizures_disposition'::regclass, 'operations_outcome'::regclass, 'operations_outcomecredit'::regclass
        ) AND confrelid IN (
            'seizures_seizure'::regclass, 'seizures_seizeditem'::regclass, 'operations_operation'::regclass,
            'operations_outcome'::regclass,
            'measures_measure'::regclass, 'measures_unit'::regclass
        ) AND conrelid <> confrelid
    LOOP
        EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I NOT DEFERRABLE', found.table_name, found.conname);
    END LOOP;
END
$$;

-- A new epoch: what stands beside the ledger, and decides how figures are called and who may see them, has changed.
CREATE FUNCTION figures_new_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO figures_tally (name, number, token) VALUES ('epoch', 0, gen_random_uuid())
    ON CONFLICT (name) DO UPDATE SET token = excluded.token;
    RETURN NULL;
END
$$;

DO $$
DECLARE
    watched text;
BEGIN
    FOREACH watched IN ARRAY ARRAY[
        'operations_operation', 'operations_operation_readers', 'operations_participation', 'operations_outcome_readers',
        'seizures_seizure_readers', 'measures_measure', 'measures_unit', 'agencies_agency', 'agencies_country'
    ] LOOP
        EXECUTE format(
            'CREATE TRIGGER figures_epoch AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I '
            'FOR EACH STATEMENT EXECUTE FUNCTION figures_new_epoch()',
            watched
        );
    END LOOP;
END
$$;
