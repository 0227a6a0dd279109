-- Agencies that others are below, however far, less than nothing: for them counts what those are credited with, and they
-- are no credit themselves. One that is credited itself is not among them: a record is in a total once.
CREATE FUNCTION figures_above(credited bigint[]) RETURNS bigint[] LANGUAGE sql STABLE AS $$
    WITH RECURSIVE above (id) AS (
        SELECT parent_id FROM agencies_agency WHERE id = ANY(credited) AND parent_id IS NOT NULL
        UNION
        SELECT a.parent_id FROM above JOIN agencies_agency a ON a.id = above.id WHERE a.parent_id IS NOT NULL
    )
    SELECT array_agg(-id ORDER BY id) FROM above WHERE (id = ANY(credited)) IS NOT TRUE
$$;

-- Whose a record is, and who may see it: once a record, however many facts it has. Whatever is withdrawn or
-- superseded is nobody's. Of `agencies`, the record's own comes first (NULL where none is stated), then those credited,
-- then countries that are credited without an agency (their ids, from 1,000,000,000,000 on), then those above.
CREATE VIEW figures_record AS
SELECT
    r.record_id,
    CASE
        WHEN o.parent_id IS NULL AND c.operations IS NULL THEN ARRAY[r.operation_id]
        ELSE ARRAY[r.operation_id] || ARRAY(
            SELECT DISTINCT other FROM unnest(c.operations || o.parent_id) other
            WHERE other IS DISTINCT FROM r.operation_id AND other IS NOT NULL ORDER BY other
        )
    END AS operations,
    r.agency_id || c.agencies || c.countries || c.above AS agencies,
    CASE
        WHEN r.part_of_id IS NOT NULL THEN 'part'
        WHEN r.state <> 'verified' THEN 'unverified'
        WHEN r.reported_to IS NULL THEN 'verified'
        ELSE 'earlier'
    END AS status,
    r.reported_from, r.reported_to,
    CASE
        WHEN r.marking IN ('TLP:CLEAR', 'TLP:GREEN') THEN
            CASE WHEN r.state = 'draft' OR o.marking NOT IN ('TLP:CLEAR', 'TLP:GREEN') THEN 'TLP:GREEN' END
        ELSE r.marking
    END AS marking,
    r.state = 'draft' AS draft,
    r.state, r.part_of_id, r.series,
    CASE WHEN r.state = 'draft' OR r.marking NOT IN ('TLP:CLEAR', 'TLP:GREEN') THEN r.owner_id END AS owner_id,
    CASE
        WHEN r.marking = 'TLP:AMBER' OR o.marking NOT IN ('TLP:CLEAR', 'TLP:GREEN') THEN r.operation_id
    END AS operation_id,
    CASE WHEN r.marking = 'TLP:RED' THEN r.record_id END AS named_id,
    coalesce(r.events, 1) AS events, r.aggregate::int AS aggregates, (r.events IS NULL)::int AS uncounted
FROM (
    SELECT id AS record_id, operation_id, CASE WHEN acceptance = 'accepted' THEN seizing_agency_id END AS agency_id,
        owner_id, state, marking, part_of_id, series,
        kind = 'aggregate' AS aggregate, CASE WHEN kind = 'event' THEN 1 ELSE event_count END AS events,
        {report_of_seizure}
    FROM seizures_seizure s
    UNION ALL
    SELECT id, operation_id, CASE WHEN acceptance = 'accepted' THEN agency_id END, owner_id, state, marking,
        part_of_id, series, FALSE, 1, {report_of_outcome}
    FROM operations_outcome o
) r
LEFT JOIN operations_operation o ON o.id = r.operation_id
-- Once a record, however many facts it has (OFFSET); and few agencies are below any.
LEFT JOIN LATERAL (
    SELECT n.*, CASE
        WHEN EXISTS (
            SELECT FROM agencies_agency a WHERE a.id = ANY(r.agency_id || n.agencies) AND a.parent_id IS NOT NULL
        ) THEN figures_above(r.agency_id || n.agencies)
    END AS above
    FROM (
        SELECT
            array_agg(k.operation_id) FILTER (WHERE k.operation_id IS NOT NULL) || array_agg(p.parent_id)
                FILTER (WHERE p.parent_id IS NOT NULL) AS operations,
            array_agg(k.agency_id ORDER BY k.agency_id)
                FILTER (WHERE k.agency_id IS NOT NULL AND k.agency_id IS DISTINCT FROM r.agency_id) AS agencies,
            array_agg(1000000000000 + k.country_id ORDER BY k.country_id) FILTER (WHERE k.country_id IS NOT NULL) AS countries
        FROM (
            SELECT operation_id, agency_id, country_id FROM seizures_credit
            WHERE seizure_id = r.record_id AND acceptance = 'accepted'
            UNION ALL
            SELECT operation_id, agency_id, country_id FROM operations_outcomecredit
            WHERE outcome_id = r.record_id AND acceptance = 'accepted'
        ) k
        LEFT JOIN operations_operation p ON p.id = k.operation_id
    ) n OFFSET 0
) c ON TRUE
WHERE r.state NOT IN ('withdrawn', 'superseded');

CREATE FUNCTION figures_audience_key(marking text, draft boolean, owner bigint, operation uuid, named uuid)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT marking || CASE WHEN draft THEN ' draft' ELSE '' END || coalesce(' of ' || owner::text, '')
        || coalesce(' in ' || operation::text, '') || coalesce(' named ' || named::text, '')
$$;

-- The wholes of a part: the agencies that any of them is credited to, each without its sign, first the outermost's own;
-- and whether what the part says counts as verified for the others (`share`) or not yet (`open_share`). Nothing, if it
-- counts for nobody: where a whole is withdrawn, or a report of a series; and where not everybody who may read the part
-- may read a whole, or the number would tell whom that one is credited to.
CREATE FUNCTION figures_wholes(part uuid, OUT status text, OUT whole_agencies bigint[]) RETURNS SETOF record
LANGUAGE plpgsql STABLE ROWS 1 AS $$
BEGIN
    RETURN QUERY
    WITH RECURSIVE chain (id, level) AS (
        SELECT part, 0
        UNION ALL
        SELECT r.part_of_id, level + 1 FROM chain
        CROSS JOIN LATERAL (
            SELECT part_of_id FROM seizures_seizure WHERE id = chain.id
            UNION ALL
            SELECT part_of_id FROM operations_outcome WHERE id = chain.id
        ) r
        WHERE r.part_of_id IS NOT NULL
    ) CYCLE id SET is_cycle USING path,
    found AS MATERIALIZED (
        SELECT c.level, c.is_cycle, r.* FROM chain c
        LEFT JOIN LATERAL (SELECT * FROM figures_record WHERE record_id = c.id OFFSET 0) r ON TRUE
    ),
    whole AS MATERIALIZED (
        SELECT array_agg(abs(a.id) ORDER BY f.level DESC, a.place) AS agencies
        FROM found f CROSS JOIN LATERAL unnest(f.agencies) WITH ORDINALITY a (id, place)
        WHERE f.level > 0
    )
    SELECT CASE WHEN bool_and(f.state = 'verified') THEN 'share' ELSE 'open_share' END, whole.agencies
    FROM found f CROSS JOIN whole
    GROUP BY whole.agencies
    HAVING bool_and(f.record_id IS NOT NULL AND f.series = '' AND NOT f.is_cycle)
        AND bool_and(
            f.level = 0 OR f.marking IS NULL OR (
                f.named_id IS NULL AND (f.marking, f.draft, f.owner_id, f.operation_id) IS NOT DISTINCT FROM
                    (SELECT (o.marking, o.draft, o.owner_id, o.operation_id) FROM found o WHERE o.level = 0)
            )
        )
        AND EXISTS (
            SELECT FROM found o CROSS JOIN LATERAL unnest(o.agencies) a (id)
            WHERE o.level = 0 AND (abs(a.id) = ANY(whole.agencies)) IS NOT TRUE AND a.id IS NOT NULL
        );
END
$$;

-- Records with the status by which they count: a part counts for those it is credited to whom its wholes are not.
CREATE VIEW figures_counted AS
SELECT r.*, coalesce(w.status, r.status) AS counted_as, w.whole_agencies
FROM figures_record r
LEFT JOIN LATERAL (SELECT * FROM figures_wholes(r.record_id) WHERE r.part_of_id IS NOT NULL) w ON TRUE;

-- Each measure's way down from the highest that it adds into.
CREATE VIEW figures_measurepath AS
WITH RECURSIVE down (id, path) AS (
    SELECT m.id, ARRAY[m.id] FROM measures_measure m LEFT JOIN measures_measure p ON p.id = m.parent_id
    WHERE m.operator <> 'sum' OR p.rolls_up IS NOT TRUE
    UNION ALL
    SELECT m.id, down.path || m.id FROM down
    JOIN measures_measure p ON p.id = down.id AND p.rolls_up
    JOIN measures_measure m ON m.parent_id = p.id AND m.operator = 'sum'
)
SELECT id AS measure_id, path FROM down;

-- The lowest measure that both add into.
CREATE FUNCTION figures_both(one bigint[], other bigint[]) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT one[max(n)] FROM generate_subscripts(one, 1) n WHERE one[1:n] = other[1:n]
$$;

-- Facts as the ledger counts them: what the postings of a record add up to, once they are right.
-- `whose_id` is `record_id` once more: a condition on both reaches the indexes of both sides.
--
-- A record counts once a measure, stage, unit and date: with the first of its facts there. So that it counts once, too,
-- for whatever both of two measures add into, it is taken off again there: of measures in the order of their tree, at
-- the lowest that one and the next add into (face quantity_above, value_above or reported_above, for answers that go up
-- the tree). And of money in several currencies, once in the reporting one (face value).
--
-- How far a fact may be below its amount is its `less` (all of it, of what is at most so much), and how far above its
-- `more` (of what lies between two numbers, the difference).
CREATE VIEW figures_entry AS
SELECT
    e.record_id, e.whose_id, e.operations, e.agencies, e.whole_agencies, {own: e.#}, x.measure_id, e.stage, e.status,
    e.audience_id, x.face, e.unit_id, x.reported_unit_id, x.facts = 1 AND e.unvalued AS unvalued, e.date_from, e.date_to,
    e.reported_from, e.reported_to,
    x.records, x.facts, x.records * e.events AS events, x.records * e.aggregates AS aggregates,
    x.records * e.uncounted AS uncounted,
    CASE WHEN x.facts = 1 THEN coalesce(e.amount, 0) ELSE 0 END AS amount,
    CASE WHEN x.facts = 1 AND e.face = 'money' THEN coalesce(e.reported, 0) ELSE 0 END AS reported,
    CASE WHEN x.facts = 1 AND e.qualifier = 'at_most' THEN coalesce(e.amount, 0) ELSE 0 END AS less,
    CASE WHEN x.facts = 1 AND e.qualifier = 'between' THEN coalesce(e.amount_high - e.amount, 0) ELSE 0 END AS more,
    CASE
        WHEN x.facts = 1 AND e.face = 'money' AND e.qualifier = 'at_most' THEN coalesce(e.reported, 0) ELSE 0
    END AS reported_less,
    CASE
        WHEN x.facts = 1 AND e.face = 'money' AND e.qualifier = 'between' THEN coalesce(e.reported_high - e.reported, 0)
        ELSE 0
    END AS reported_more,
    (x.facts = 1 AND e.qualifier = 'exact' AND NOT e.unquantified)::int AS exact,
    (x.facts = 1 AND e.qualifier = 'at_least' AND NOT e.unquantified)::int AS at_least,
    (x.facts = 1 AND e.qualifier = 'at_most' AND NOT e.unquantified)::int AS at_most,
    (x.facts = 1 AND e.qualifier = 'between' AND NOT e.unquantified)::int AS "between",
    (x.facts = 1 AND e.qualifier = 'approximately' AND NOT e.unquantified)::int AS approximately,
    (x.facts = 1 AND e.unquantified)::int AS unquantified, (x.facts = 1 AND e.unpriced)::int AS unpriced
FROM (
    SELECT
        f.record_id, r.record_id AS whose_id, r.operations, r.agencies, r.whole_agencies, {own: f.#}, f.measure_id, f.stage,
        r.counted_as AS status,
        coalesce(a.id, 0) AS audience_id, f.face, f.unit_id, f.reported_unit_id, u.method,
        f.unvalued, f.date_from, f.date_to, r.reported_from, r.reported_to, r.events, r.aggregates, r.uncounted,
        f.amount, f.amount_high, f.reported, f.reported_high, f.qualifier, f.unquantified, f.unpriced, p.path,
        lag(p.path) OVER (
            PARTITION BY f.record_id, r.record_id, f.stage, f.face, f.unit_id, f.date_from, f.date_to ORDER BY p.path, f.id
        ) AS before,
        CASE
            WHEN f.face = 'money' THEN lag(p.path) OVER (
                PARTITION BY f.record_id, r.record_id, f.stage, f.face, f.reported_unit_id, f.date_from, f.date_to
                ORDER BY p.path, f.id
            )
        END AS reported_before
    FROM figures_fact f
    JOIN figures_counted r ON r.record_id = f.record_id
    JOIN figures_measurepath p ON p.measure_id = f.measure_id
    LEFT JOIN measures_unit u ON u.id = f.reported_unit_id
    LEFT JOIN figures_audience a ON a.key = CASE
        WHEN r.marking IS NOT NULL THEN figures_audience_key(r.marking, r.draft, r.owner_id, r.operation_id, r.named_id)
    END
) e
CROSS JOIN LATERAL (
    SELECT
        e.measure_id, e.face, CASE WHEN e.face = 'money' OR e.method <> '' THEN e.reported_unit_id END AS reported_unit_id,
        1 AS facts, (CASE e.face WHEN 'money' THEN e.reported_before ELSE e.before END IS DISTINCT FROM e.path)::int AS records
    UNION ALL
    SELECT e.measure_id, 'value', NULL, 0, -1
    WHERE e.face = 'money' AND e.before = e.path AND e.reported_before IS DISTINCT FROM e.path
    UNION ALL
    SELECT
        figures_both(e.before, e.path), CASE e.face WHEN 'money' THEN 'value_above' ELSE e.face || '_above' END, NULL, 0, -1
    WHERE e.before <> e.path AND e.before[1] = e.path[1]
    UNION ALL
    SELECT figures_both(e.reported_before, e.path), 'reported_above', e.reported_unit_id, 0, -1
    WHERE e.reported_before <> e.path AND e.reported_before[1] = e.path[1]
) x;

-- Whoever posts works in READ COMMITTED: others' changes that a snapshot hides would be missing from the ledger.
CREATE FUNCTION figures_check_isolation() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'Write records in READ COMMITTED transactions: in % the ledger would miss what others write.',
            upper(current_setting('transaction_isolation'))
            USING ERRCODE = 'invalid_transaction_state';
    END IF;
END
$$;

-- For whoever changes what many records depend on: waits until nobody else posts, and keeps others waiting.
CREATE FUNCTION figures_alone() RETURNS void LANGUAGE plpgsql SET lock_timeout = '20s' AS $$
BEGIN
    PERFORM figures_check_isolation();
    PERFORM pg_advisory_xact_lock(hashtext('figures_posting'));
END
$$;

-- Posts the difference between the facts of a few records and their postings. One plan serves all: from the ids by
-- indexes to whatever belongs to them, whatever statistics there are by then.
CREATE FUNCTION figures_post_few(ids uuid[]) RETURNS void
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
BEGIN
    INSERT INTO figures_audience (key, marking, draft, owner_id, operation_id, record_id)
    SELECT DISTINCT figures_audience_key(r.marking, r.draft, r.owner_id, r.operation_id, r.named_id) AS key,
        r.marking, r.draft, r.owner_id, r.operation_id, r.named_id
    FROM figures_record r
    WHERE r.record_id = ANY(ids) AND r.marking IS NOT NULL AND NOT EXISTS (
        SELECT FROM figures_audience a
        WHERE a.key = figures_audience_key(r.marking, r.draft, r.owner_id, r.operation_id, r.named_id)
    )
    ORDER BY key
    ON CONFLICT DO NOTHING;
    WITH change AS MATERIALIZED (SELECT _pgh_attach_context() AS id),
    posted AS (
        INSERT INTO figures_posting (
            posted_at, change_id,
            {key},
            {numbers}
        )
        SELECT
            now(), (SELECT id FROM change),
            {key},
            {numbers: sum(#)}
        FROM (
            SELECT
                {key},
                {numbers}
            FROM figures_entry
            WHERE record_id = ANY(ids) AND whose_id = ANY(ids)
            UNION ALL
            SELECT
                {key},
                {numbers: -#}
            FROM figures_posting
            WHERE record_id = ANY(ids)
        ) both_sides
        GROUP BY
            {key}
        HAVING (
            {numbers: sum(#)}
        ) <> ({numbers: 0})
        ORDER BY record_id
        RETURNING id
    )
    INSERT INTO figures_pending (id) SELECT id FROM posted;
END
$$;

-- The lock of a series, by which those wait for each other that post its reports.
CREATE FUNCTION figures_series(owner bigint, operation uuid, code text) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT hashtextextended(owner || '/' || coalesce(operation::text, '') || '/' || code, 0)
$$;

CREATE FUNCTION figures_lock_series(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(key) FROM (
        SELECT figures_series(owner_id, operation_id, series) AS key FROM seizures_seizure
        WHERE id = ANY(ids) AND series <> ''
        UNION
        SELECT figures_series(owner_id, operation_id, series) FROM operations_outcome
        WHERE id = ANY(ids) AND series <> ''
        ORDER BY key
    ) locks;
END
$$;

-- The verified reports of some series, once nobody else posts any of them: which of them counts may be another now.
-- Their rows are not locked: whoever has changed one of them waits for the series.
CREATE FUNCTION figures_reports(owners bigint[], operations uuid[], codes text[]) RETURNS uuid[] LANGUAGE plpgsql AS $$
BEGIN
    IF owners IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM figures_check_isolation();
    PERFORM pg_advisory_xact_lock_shared(hashtext('figures_posting'));
    PERFORM pg_advisory_xact_lock(key) FROM (
        SELECT DISTINCT figures_series(owner, operation, code) AS key
        FROM unnest(owners, operations, codes) s (owner, operation, code) ORDER BY key
    ) locks;
    RETURN ARRAY(
        SELECT r.id FROM unnest(owners, operations, codes) s (owner, operation, code)
        JOIN seizures_seizure r ON r.owner_id = s.owner AND r.series = s.code AND r.series <> ''
            AND r.operation_id IS NOT DISTINCT FROM s.operation AND r.state = 'verified'
        UNION
        SELECT r.id FROM unnest(owners, operations, codes) s (owner, operation, code)
        JOIN operations_outcome r ON r.owner_id = s.owner AND r.series = s.code AND r.series <> ''
            AND r.operation_id IS NOT DISTINCT FROM s.operation AND r.state = 'verified'
    );
END
$$;

-- The outermost wholes of those that are parts: by their rows those wait for each other that post a whole or its parts.
CREATE FUNCTION figures_outermost(ids uuid[]) RETURNS uuid[] LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM seizures_seizure WHERE id = ANY(ids) AND part_of_id IS NOT NULL)
        AND NOT EXISTS (SELECT FROM operations_outcome WHERE id = ANY(ids) AND part_of_id IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    RETURN ARRAY(
        WITH RECURSIVE above (id, part_of_id) AS (
            SELECT id, part_of_id FROM seizures_seizure WHERE id = ANY(ids) AND part_of_id IS NOT NULL
            UNION
            SELECT id, part_of_id FROM operations_outcome WHERE id = ANY(ids) AND part_of_id IS NOT NULL
            UNION
            SELECT r.id, r.part_of_id FROM above CROSS JOIN LATERAL (
                SELECT id, part_of_id FROM seizures_seizure WHERE id = above.part_of_id
                UNION ALL
                SELECT id, part_of_id FROM operations_outcome WHERE id = above.part_of_id
            ) r
        )
        SELECT id FROM above WHERE part_of_id IS NULL ORDER BY id
    );
END
$$;

-- These records and their parts, however far below: for whom a part counts depends on its wholes.
CREATE FUNCTION figures_with_parts(ids uuid[]) RETURNS uuid[] LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM seizures_seizure WHERE part_of_id = ANY(ids))
        AND NOT EXISTS (SELECT FROM operations_outcome WHERE part_of_id = ANY(ids)) THEN
        RETURN ids;
    END IF;
    RETURN ARRAY(
        WITH RECURSIVE below (id) AS (
            SELECT unnest(ids)
            UNION
            SELECT r.id FROM below CROSS JOIN LATERAL (
                SELECT id FROM seizures_seizure WHERE part_of_id = below.id
                UNION ALL
                SELECT id FROM operations_outcome WHERE part_of_id = below.id
            ) r
        )
        SELECT id FROM below
    );
END
$$;

-- Makes those wait who post any of these records, or what they are parts of: a part by the row of its outermost whole.
CREATE FUNCTION figures_lock(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    own xid := pg_current_xact_id()::xid;
BEGIN
    -- Reports of a series are posted along with each other: by the series, or two that change one each would wait for
    -- each other's.
    PERFORM figures_lock_series(ids);
    -- Nobody else can see, nor change, what this transaction itself has made.
    PERFORM FROM seizures_seizure
    WHERE id = ANY(ids) AND series = '' AND part_of_id IS NULL AND xmin <> own ORDER BY id FOR NO KEY UPDATE;
    PERFORM FROM operations_outcome
    WHERE id = ANY(ids) AND series = '' AND part_of_id IS NULL AND xmin <> own ORDER BY id FOR NO KEY UPDATE;
END
$$;

-- Brings the ledger in step with some records, and with the parts of them.
-- Who is alone locks no records: whoever holds one and waits has not posted yet, and will post what is left then.
CREATE FUNCTION figures_post(ids uuid[], alone boolean DEFAULT FALSE) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    few uuid[];
    wholes uuid[];
    since uuid[];
BEGIN
    IF ids IS NULL OR cardinality(ids) = 0 THEN
        RETURN;
    END IF;
    PERFORM figures_check_isolation();
    PERFORM pg_advisory_xact_lock_shared(hashtext('figures_posting'));
    -- Nobody else changes anything where this transaction has the tables.
    IF NOT alone AND current_setting('figures.alone', TRUE) IS DISTINCT FROM 'on' THEN
        wholes := figures_outermost(ids);
        PERFORM figures_lock(ids || wholes);
        -- What has joined a series, or a whole, while it was waited for, is in it by then.
        PERFORM figures_lock_series(ids);
        since := figures_outermost(ids);
        IF since IS DISTINCT FROM wholes THEN
            PERFORM figures_lock(ids || since);
        END IF;
    END IF;
    ids := figures_with_parts(ids);
    -- Each row is held against a list of ids: a short one, or the work would grow with its square.
    FOR few IN
        SELECT array_agg(id ORDER BY id) FROM (SELECT id, row_number() OVER (ORDER BY id) / 200 AS part FROM unnest(ids) id) n
        GROUP BY part ORDER BY part
    LOOP
        PERFORM figures_post_few(few);
    END LOOP;
END
$$;

CREATE FUNCTION figures_posting_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'TRUNCATE' OR EXISTS (SELECT FROM figures_fact) THEN
        RAISE EXCEPTION 'The ledger is only ever added to: post the difference instead.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON figures_posting
    FOR EACH STATEMENT EXECUTE FUNCTION figures_posting_stays();
CREATE TRIGGER stays_whole AFTER TRUNCATE ON figures_posting
    FOR EACH STATEMENT EXECUTE FUNCTION figures_posting_stays();
