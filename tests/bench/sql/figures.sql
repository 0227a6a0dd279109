-- Totals over the records themselves, as one would write them who knows the tables and wants them fast: one pass over
-- each table, sums by the ids that rows carry, and names put to the few sums at the end.
WITH RECURSIVE up (id, at, depth) AS (
    SELECT id, id, 0 FROM measures_measure
    UNION ALL
    SELECT up.id, p.id, up.depth + 1
    FROM up
    JOIN measures_measure m ON m.id = up.at
    JOIN measures_measure p ON p.id = m.parent_id
    WHERE {rolls} AND p.rolls_up AND m.operator = 'sum' AND m.code <> %(top)s
),
rolled AS (SELECT DISTINCT ON (id) id, at FROM up ORDER BY id, depth DESC),
joined AS MATERIALIZED (SELECT operation_id FROM operations_participation WHERE agency_id = %(agency)s),
visible AS MATERIALIZED (
    SELECT id FROM operations_operation
    WHERE marking IN ('TLP:CLEAR', 'TLP:GREEN')
        OR (marking = 'TLP:AMBER' AND (owner_id = %(agency)s OR id IN (SELECT operation_id FROM joined)))
        OR (marking = 'TLP:AMBER+STRICT' AND owner_id = %(agency)s)
),
sums AS (
    SELECT
        {time_s} AS time, {country_s} AS country_id, i.measure_id, s.stage::text AS stage, i.unit_id,
        sum(i.canonical_quantity) AS quantity, max(i.canonical_quantity) AS largest, count(i.quantity) AS quantified,
        sum(i.value) AS value, count(i.amount) AS valued, count(*) AS records
    FROM seizures_seizure s
    JOIN seizures_seizeditem i ON i.seizure_id = s.id
    WHERE {counted_s} AND {asked_s} AND {measured_i} AND {staged_s}
    GROUP BY 1, 2, i.measure_id, s.stage, i.unit_id
    UNION ALL
    SELECT
        {time_d}, {country_s}, i.measure_id, d.stage, i.unit_id,
        sum(d.canonical_quantity), max(d.canonical_quantity), count(d.quantity), sum(d.value), count(d.amount), count(*)
    FROM seizures_disposition d
    JOIN seizures_seizeditem i ON i.id = d.item_id
    JOIN seizures_seizure s ON s.id = i.seizure_id
    WHERE {counted_s} AND {asked_s} AND {measured_i} AND {staged_d}
    GROUP BY 1, 2, i.measure_id, d.stage, i.unit_id
    UNION ALL
    SELECT
        {time_o}, {country_o}, o.measure_id, 'outcome', o.unit_id,
        sum(o.canonical_quantity), max(o.canonical_quantity), count(o.quantity), sum(o.value), count(o.amount), count(*)
    FROM operations_outcome o
    WHERE {counted_o} AND {asked_o} AND {measured_o} AND {staged_o}
    GROUP BY 1, 2, o.measure_id, o.unit_id
),
faces AS (
    SELECT
        r.at, x.stage, x.time, x.country_id, x.largest,
        CASE WHEN u.dimension = 'volume' AND o.dimension = 'volume' THEN x.quantity / o.factor ELSE x.quantity END AS value,
        CASE
            WHEN x.unit_id IS NULL OR (u.dimension = 'count' AND u.counts_pieces AND m.dimension = 'count') THEN m.unit_id
            WHEN u.dimension = 'count' AND NOT u.counts_pieces THEN u.id
            -- A volume is in the unit that the measure is traded in.
            WHEN u.dimension = 'volume' AND o.dimension = 'volume' THEN o.id
            ELSE c.id
        END AS unit_id,
        CASE WHEN m.dimension = 'money' THEN x.quantified ELSE x.records END AS records
    FROM sums x
    JOIN measures_measure m ON m.id = x.measure_id
    JOIN rolled r ON r.id = m.id
    LEFT JOIN measures_unit u ON u.id = x.unit_id
    LEFT JOIN measures_unit o ON o.id = m.unit_id
    LEFT JOIN measures_unit c
        ON (c.dimension, c.code) IN (('mass', 'KGM'), ('volume', 'LTR'), ('count', 'C62')) AND c.dimension = u.dimension
    UNION ALL
    SELECT
        r.at, x.stage, x.time, x.country_id, NULL, x.value, money.id,
        CASE WHEN m.dimension = 'money' THEN x.records ELSE x.valued END
    FROM sums x
    JOIN measures_measure m ON m.id = x.measure_id
    JOIN rolled r ON r.id = m.id
    CROSS JOIN (SELECT id FROM measures_unit WHERE is_reporting) money
)
SELECT
    m.code AS measure, f.stage, f.time, c.code AS country, u.code AS unit,
    CASE
        WHEN m.operator = 'max' THEN max(f.largest)
        WHEN u.dimension = 'money' THEN round(sum(f.value), u.minor_units)
        ELSE sum(f.value)
    END AS value,
    sum(f.records)::bigint AS records
FROM faces f
JOIN measures_measure m ON m.id = f.at
LEFT JOIN agencies_country c ON c.id = f.country_id
LEFT JOIN measures_unit u ON u.id = f.unit_id
WHERE {in_unit}
GROUP BY m.code, m.operator, f.stage, f.time, c.code, u.code, u.dimension, u.minor_units
HAVING sum(f.records) > 0
ORDER BY 1, 2, 3, 4, 5
