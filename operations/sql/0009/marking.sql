-- A record is at least as strict as its operation, and an earlier revision as the one that took its place.

-- How strict a marking is: of two, the higher lets fewer read.
CREATE FUNCTION operations_strictness(marking text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_position(ARRAY['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED'], marking)
$$;

-- Whoever raises the marking of an operation waits for those who are writing records, and they for it: none of them
-- goes by the marking that the operation had.
CREATE FUNCTION operations_mark_record() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lowest text;
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.marking, NEW.operation_id) IS NOT DISTINCT FROM (OLD.marking, OLD.operation_id) THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock_shared(hashtext('operations_marking'));
    SELECT marking INTO lowest FROM operations_operation WHERE id = NEW.operation_id;
    IF operations_strictness(NEW.marking) < operations_strictness(lowest) THEN
        NEW.marking := lowest;
    END IF;
    RETURN NEW;
END
$$;

-- The arguments of the following are the table of the records, that of their named readers, and its column for a record.
CREATE FUNCTION operations_raise_records() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('operations_marking'));
    EXECUTE format(
        'UPDATE %I SET marking = $1, version = version + 1
        WHERE operation_id = $2 AND operations_strictness(marking) < operations_strictness($1)',
        TG_ARGV[0]
    ) USING NEW.marking, NEW.id;
    IF NEW.marking = 'TLP:RED' THEN
        PERFORM operations_name_readers(TG_ARGV[0], TG_ARGV[1], TG_ARGV[2], ARRAY[NEW.id]);
    END IF;
    RETURN NULL;
END
$$;

-- A record that its operation made TLP:RED, and that names nobody, is for those whom the operation names.
CREATE FUNCTION operations_name_readers(records text, readers text, key text, operations uuid[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'INSERT INTO %1$I (%2$I, user_id)
        SELECT r.id, n.user_id
        FROM %3$I r JOIN operations_operation_readers n ON n.operation_id = r.operation_id
        WHERE r.operation_id = ANY($1) AND r.marking = ''TLP:RED''
            AND NOT EXISTS (SELECT FROM %1$I t WHERE t.%2$I = r.id)',
        readers, key, records
    ) USING operations;
END
$$;

CREATE FUNCTION operations_name_readers_too() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM operations_name_readers(
        TG_ARGV[0], TG_ARGV[1], TG_ARGV[2],
        ARRAY(SELECT DISTINCT operation_id FROM new_rows)
    );
    RETURN NULL;
END
$$;

-- What went before a revision, and what was withdrawn beside it, is no more open than the revision is.
CREATE FUNCTION operations_raise_revisions(records text, readers text, key text, revision uuid, lowest text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    gone uuid[];
    raised uuid[];
BEGIN
    EXECUTE format(
        'WITH RECURSIVE before (id, amends_id) AS (
            SELECT id, amends_id FROM %1$I WHERE id = $1
            UNION
            SELECT r.id, r.amends_id FROM %1$I r JOIN before b ON r.id = b.amends_id
        ), family (id) AS (
            SELECT id FROM before
            UNION
            SELECT r.id FROM %1$I r JOIN family f ON r.amends_id = f.id
        )
        SELECT array_agg(r.id), array_agg(r.id) FILTER (WHERE operations_strictness(r.marking) < operations_strictness($2))
        FROM %1$I r JOIN family f ON f.id = r.id
        WHERE r.id <> $1 AND r.state IN (''withdrawn'', ''superseded'')',
        records
    ) INTO gone, raised USING revision, lowest;
    IF raised IS NOT NULL THEN
        EXECUTE format('UPDATE %I SET marking = $1, version = version + 1 WHERE id = ANY($2)', records)
        USING lowest, raised;
    END IF;
    IF gone IS NOT NULL AND lowest = 'TLP:RED' THEN
        EXECUTE format(
            'DELETE FROM %1$I t WHERE t.%2$I = ANY($1) AND NOT EXISTS (
                SELECT FROM %1$I n WHERE n.%2$I = $2 AND n.user_id = t.user_id
            )',
            readers, key
        ) USING gone, revision;
        EXECUTE format(
            'INSERT INTO %1$I (%2$I, user_id)
            SELECT r, n.user_id FROM unnest($1) r CROSS JOIN %1$I n WHERE n.%2$I = $2
            ON CONFLICT DO NOTHING',
            readers, key
        ) USING raised, revision;
    END IF;
END
$$;

CREATE FUNCTION operations_raise_revisions_too() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM operations_raise_revisions(TG_ARGV[0], TG_ARGV[1], TG_ARGV[2], NEW.id, NEW.marking);
    RETURN NULL;
END
$$;

-- Watches a table of records from now on, and raises what is in it.
CREATE FUNCTION operations_watch_markings(records text, readers text, key text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    found record;
BEGIN
    EXECUTE format(
        'CREATE TRIGGER marked_as_its_operation BEFORE INSERT OR UPDATE OF marking, operation_id ON %I
        FOR EACH ROW WHEN (NEW.operation_id IS NOT NULL) EXECUTE FUNCTION operations_mark_record()',
        records
    );
    EXECUTE format(
        'CREATE TRIGGER raises_revisions AFTER UPDATE OF state, marking ON %I
        FOR EACH ROW WHEN (
            NEW.amends_id IS NOT NULL AND NEW.state IN (''verified'', ''withdrawn'')
            AND (NEW.state = ''verified'' OR NEW.marking <> OLD.marking)
            AND (NEW.state, NEW.marking) <> (OLD.state, OLD.marking)
        ) EXECUTE FUNCTION operations_raise_revisions_too(%L, %L, %L)',
        records, records, readers, key
    );
    EXECUTE format(
        'CREATE TRIGGER %I AFTER UPDATE OF marking ON operations_operation
        FOR EACH ROW WHEN (operations_strictness(NEW.marking) > operations_strictness(OLD.marking))
        EXECUTE FUNCTION operations_raise_records(%L, %L, %L)',
        'raises_' || records, records, readers, key
    );
    EXECUTE format(
        'CREATE TRIGGER %I AFTER INSERT ON operations_operation_readers
        REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
        EXECUTE FUNCTION operations_name_readers_too(%L, %L, %L)',
        'names_' || records, records, readers, key
    );
    EXECUTE format(
        'UPDATE %I r SET marking = o.marking, version = r.version + 1 FROM operations_operation o
        WHERE o.id = r.operation_id AND operations_strictness(r.marking) < operations_strictness(o.marking)',
        records
    );
    PERFORM operations_name_readers(
        records, readers, key, ARRAY(SELECT id FROM operations_operation WHERE marking = 'TLP:RED')
    );
    FOR found IN EXECUTE format(
        'SELECT id, marking FROM %I WHERE state = ''verified'' AND amends_id IS NOT NULL', records
    ) LOOP
        PERFORM operations_raise_revisions(records, readers, key, found.id, found.marking);
    END LOOP;
END
$$;
