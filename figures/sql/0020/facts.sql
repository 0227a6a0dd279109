-- What a record contributes to figures: one row a fact. This view is the only definition of it.
--
-- `amount` is in `unit_id`: the canonical unit of the quantity, or the reporting currency. `reported` and
-- `reported_unit_id` are as reported. Between two numbers these are the lower ones, and `amount_high` and `reported_high`
-- the higher; where only the other face of a record has two, it is approximate. `part` facts are shown and never added. A unit whose factor is an
-- assumption makes an exact amount an approximate one. A volume is in the unit of volume that the measure is traded in
-- (timber in cubic metres), or in litres. Of counts, pieces are of whatever the measure counts, and any
-- other unit is its own. `unpriced` are goods of which nobody has said what they are worth. A seizure of which
-- anything is recorded is a fact itself, of the measure that counts seizures: as many as it has events.
--
-- Of cumulative reports of a series the newest that is verified counts: each from the day on of which it is, until the
-- day of the next one.
CREATE FUNCTION figures_next_seizure(owner bigint, operation uuid, code text, day date) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT min(reported_on) FROM seizures_seizure
    WHERE owner_id = owner AND series = code AND series <> '' AND reported_on > day
        AND operation_id IS NOT DISTINCT FROM operation AND state = 'verified' AND part_of_id IS NULL
$$;
CREATE FUNCTION figures_next_outcome(owner bigint, operation uuid, code text, day date) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT min(reported_on) FROM operations_outcome
    WHERE owner_id = owner AND series = code AND series <> '' AND reported_on > day
        AND operation_id IS NOT DISTINCT FROM operation AND state = 'verified' AND part_of_id IS NULL
$$;

CREATE VIEW figures_fact AS
SELECT
    t.kind || '/' || t.id || '/' || f.face AS id, t.kind, f.face, t.record_id, t.seizure_id, t.outcome_id, t.item_id,
    t.operation_id, t.agency_id, t.owner_id, {own: t.#}, t.state, t.part, t.measure_id, t.stage,
    CASE
        WHEN f.face = 'money' THEN money.id
        WHEN t.unit_id IS NULL THEN m.unit_id
        WHEN u.dimension = 'count' AND NOT u.counts_pieces THEN u.id
        WHEN u.dimension = 'count' AND m.dimension = 'count' THEN m.unit_id
        WHEN u.dimension = 'volume' AND o.dimension = 'volume' THEN o.id
        ELSE c.id
    END AS unit_id,
    CASE
        WHEN f.face = 'money' THEN t.value
        WHEN u.dimension = 'volume' AND o.dimension = 'volume' AND o.factor <> 1 THEN t.canonical_quantity * (1 / o.factor)
        ELSE t.canonical_quantity
    END AS amount,
    CASE
        WHEN f.face = 'money' THEN t.value_high
        WHEN u.dimension = 'volume' AND o.dimension = 'volume' AND o.factor <> 1
            THEN t.canonical_quantity_high * (1 / o.factor)
        ELSE t.canonical_quantity_high
    END AS amount_high,
    CASE f.face WHEN 'money' THEN t.amount ELSE t.quantity END AS reported,
    CASE f.face WHEN 'money' THEN t.amount_high ELSE t.quantity_high END AS reported_high,
    CASE f.face WHEN 'money' THEN t.currency_id ELSE t.unit_id END AS reported_unit_id,
    CASE
        WHEN f.face = 'quantity' AND u.method <> '' AND t.qualifier = 'exact' THEN 'approximately'
        WHEN t.qualifier = 'between' AND CASE f.face WHEN 'money' THEN t.amount_high ELSE t.quantity_high END IS NULL
            THEN 'approximately'
        ELSE t.qualifier
    END AS qualifier,
    CASE f.face WHEN 'money' THEN t.amount ELSE t.canonical_quantity END IS NULL AS unquantified,
    f.face = 'money' AND t.amount IS NOT NULL AND t.value IS NULL AS unvalued,
    f.face = 'quantity' AND m.kind = 'seizure' AND m.dimension <> 'money' AND t.amount IS NULL AS unpriced,
    t.date_from, t.date_to, t.date_precision, t.reported_from, t.reported_to
FROM (
    SELECT
        'item' AS kind, i.id, s.id AS record_id, s.id AS seizure_id, NULL::uuid AS outcome_id, i.id AS item_id,
        s.operation_id, CASE WHEN s.acceptance = 'accepted' THEN s.seizing_agency_id END AS agency_id, s.owner_id, {of_seizure}, s.state,
        s.part_of_id IS NOT NULL AS part, i.measure_id, i.qualifier,
        i.quantity, i.unit_id, i.canonical_quantity, i.amount, i.currency_id, i.value,
        i.quantity_high, i.canonical_quantity_high, i.amount_high, i.value_high,
        s.stage::text AS stage, s.date_from, s.date_to, s.date_precision, {report_of_seizure}
    FROM seizures_seizeditem i
    JOIN seizures_seizure s ON s.id = i.seizure_id
    UNION ALL
    SELECT
        'disposition', d.id, s.id, s.id, NULL, i.id,
        s.operation_id, CASE WHEN s.acceptance = 'accepted' THEN s.seizing_agency_id END, s.owner_id, {of_seizure}, s.state,
        s.part_of_id IS NOT NULL, i.measure_id, d.qualifier,
        d.quantity, coalesce(d.unit_id, i.unit_id), d.canonical_quantity,
        d.amount, coalesce(d.currency_id, i.currency_id), d.value,
        d.quantity_high, d.canonical_quantity_high, d.amount_high, d.value_high,
        d.stage::text, d.date_from, d.date_to, d.date_precision, {report_of_seizure}
    FROM seizures_disposition d
    JOIN seizures_seizeditem i ON i.id = d.item_id
    JOIN seizures_seizure s ON s.id = i.seizure_id
    UNION ALL
    SELECT
        'outcome', o.id, o.id, NULL, o.id, NULL,
        o.operation_id, CASE WHEN o.acceptance = 'accepted' THEN o.agency_id END, o.owner_id, {of_outcome}, o.state,
        o.part_of_id IS NOT NULL, o.measure_id, o.qualifier,
        o.quantity, o.unit_id, o.canonical_quantity, o.amount, o.currency_id, o.value,
        o.quantity_high, o.canonical_quantity_high, o.amount_high, o.value_high,
        'outcome', o.date_from, o.date_to, o.date_precision, {report_of_outcome}
    FROM operations_outcome o
    UNION ALL
    SELECT
        'seizure', s.id, s.id, s.id, NULL, NULL,
        s.operation_id, CASE WHEN s.acceptance = 'accepted' THEN s.seizing_agency_id END, s.owner_id, {of_seizure}, s.state,
        s.part_of_id IS NOT NULL, e.id, CASE WHEN n.events IS NULL THEN 'at_least' ELSE 'exact' END,
        coalesce(n.events, 1), e.unit_id, coalesce(n.events, 1), NULL, NULL, NULL,
        NULL, NULL, NULL, NULL,
        s.stage::text, s.date_from, s.date_to, s.date_precision, {report_of_seizure}
    FROM seizures_seizure s
    JOIN measures_measure e ON e.kind = 'events'
    CROSS JOIN LATERAL (SELECT CASE WHEN s.kind = 'event' THEN 1 ELSE s.event_count END) n (events)
    WHERE EXISTS (SELECT FROM seizures_seizeditem i WHERE i.seizure_id = s.id)
) t
JOIN measures_measure m ON m.id = t.measure_id
LEFT JOIN measures_unit u ON u.id = t.unit_id
LEFT JOIN measures_unit o ON o.id = m.unit_id
LEFT JOIN measures_unit c
    ON c.dimension = u.dimension AND (c.dimension, c.code) IN (('mass', 'KGM'), ('volume', 'LTR'), ('count', 'C62'))
LEFT JOIN measures_unit money ON money.is_reporting
JOIN (VALUES ('quantity'), ('money'), ('events')) f (face) ON
    CASE f.face
        WHEN 'events' THEN t.kind = 'seizure'
        WHEN 'quantity' THEN t.kind <> 'seizure' AND (m.dimension <> 'money' OR t.quantity IS NOT NULL)
        ELSE t.kind <> 'seizure' AND (m.dimension = 'money' OR t.amount IS NOT NULL)
    END;
