-- What a record contributes to figures: one row a fact. This view is the only definition of it.
--
-- `amount` is in `unit_id`: the canonical unit of the quantity, or the reporting currency. `reported` and
-- `reported_unit_id` are as reported. `part` facts are shown and never added. A unit whose factor is an
-- assumption makes an exact amount an approximate one.
CREATE VIEW figures_fact AS
WITH canonical AS (
    SELECT dimension, id FROM measures_unit WHERE code IN ('KGM', 'LTR', 'C62') AND dimension <> 'money'
),
reporting AS (SELECT id FROM measures_unit WHERE is_reporting),
taken AS (
    SELECT
        'item' AS kind, i.id, s.id AS seizure_id, i.id AS item_id, i.measure_id, i.qualifier,
        i.quantity, i.unit_id, i.canonical_quantity, i.amount, i.currency_id, i.value,
        s.stage::text AS stage, s.date_from, s.date_to, s.date_precision
    FROM seizures_seizeditem i
    JOIN seizures_seizure s ON s.id = i.seizure_id
    UNION ALL
    SELECT
        'disposition', d.id, s.id, i.id, i.measure_id, i.qualifier,
        d.quantity, i.unit_id, measures_canonical(d.quantity, i.unit_id), d.amount, i.currency_id,
        (measures_value(d.amount, i.currency_id, s.date_from)).value,
        d.stage, d.date_from, d.date_to, d.date_precision
    FROM seizures_disposition d
    JOIN seizures_seizeditem i ON i.id = d.item_id
    JOIN seizures_seizure s ON s.id = i.seizure_id
),
stated AS (
    SELECT
        t.kind, t.id, t.seizure_id, NULL::uuid AS outcome_id, t.item_id, s.operation_id,
        s.seizing_agency_id AS agency_id, s.owner_id, s.country_id, s.state, s.part_of_id IS NOT NULL AS part,
        t.measure_id, t.qualifier, t.quantity, t.unit_id, t.canonical_quantity, t.amount, t.currency_id, t.value,
        t.stage, t.date_from, t.date_to, t.date_precision
    FROM taken t
    JOIN seizures_seizure s ON s.id = t.seizure_id
    UNION ALL
    SELECT
        'outcome', o.id, NULL, o.id, NULL, o.operation_id,
        o.agency_id, o.owner_id, o.country_id, o.state, o.part_of_id IS NOT NULL,
        o.measure_id, o.qualifier, o.quantity, o.unit_id, o.canonical_quantity, o.amount, o.currency_id, o.value,
        'outcome', o.date_from, o.date_to, o.date_precision
    FROM operations_outcome o
),
counted AS (
    SELECT
        s.*, 'quantity' AS face, s.canonical_quantity AS figure,
        CASE WHEN s.unit_id IS NULL THEN m.unit_id ELSE c.id END AS figure_unit_id,
        s.quantity AS reported, s.unit_id AS reported_unit_id,
        CASE WHEN u.method <> '' AND s.qualifier = 'exact' THEN 'approximately' ELSE s.qualifier END AS effective,
        s.canonical_quantity IS NULL AS unquantified, FALSE AS unvalued
    FROM stated s
    JOIN measures_measure m ON m.id = s.measure_id
    LEFT JOIN measures_unit u ON u.id = s.unit_id
    LEFT JOIN canonical c ON c.dimension = u.dimension
    WHERE m.dimension <> 'money' OR s.quantity IS NOT NULL
    UNION ALL
    SELECT
        s.*, 'money', s.value, r.id, s.amount, s.currency_id, s.qualifier,
        s.amount IS NULL, s.amount IS NOT NULL AND s.value IS NULL
    FROM stated s
    JOIN measures_measure m ON m.id = s.measure_id
    CROSS JOIN reporting r
    WHERE m.dimension = 'money' OR s.amount IS NOT NULL
)
SELECT
    kind || '/' || id || '/' || face AS id, kind, face, seizure_id, outcome_id, item_id, operation_id, agency_id,
    owner_id, country_id, state, part, measure_id, stage, figure_unit_id AS unit_id, figure AS amount,
    reported, reported_unit_id, effective AS qualifier, unquantified, unvalued,
    date_from, date_to, date_precision
FROM counted;

-- Whose a record is beside the one whose own it is; apart, so that a question may group by both at once.
CREATE VIEW figures_agencycredit AS
SELECT c.id, c.seizure_id, c.agency_id
FROM seizures_credit c
JOIN seizures_seizure s ON s.id = c.seizure_id
WHERE c.agency_id <> s.seizing_agency_id;

-- A phase's records are its umbrella's too. UNION: once, whichever ways lead to an operation.
CREATE VIEW figures_operationcredit AS
WITH named AS (
    SELECT s.id AS seizure_id, NULL::uuid AS outcome_id, s.operation_id AS own_id, s.operation_id
    FROM seizures_seizure s
    UNION ALL
    SELECT s.id, NULL, s.operation_id, c.operation_id
    FROM seizures_credit c
    JOIN seizures_seizure s ON s.id = c.seizure_id
    UNION ALL
    SELECT NULL, o.id, o.operation_id, o.operation_id
    FROM operations_outcome o
),
belonging AS (
    SELECT * FROM named
    UNION
    SELECT n.seizure_id, n.outcome_id, n.own_id, o.parent_id
    FROM named n
    JOIN operations_operation o ON o.id = n.operation_id
)
SELECT
    coalesce(seizure_id, outcome_id) || '/' || operation_id AS id, seizure_id, outcome_id, operation_id
FROM belonging
WHERE operation_id IS NOT NULL AND operation_id IS DISTINCT FROM own_id;
