-- Months are numbered 12 * year + month - 1.
CREATE FUNCTION figures_month(day date) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT extract(year FROM day)::integer * 12 + extract(month FROM day)::integer - 1
$$;

-- The first or last month of the year, where both lie in the same; else the month as it is.
CREATE FUNCTION figures_year(month integer, other integer, last boolean) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN month / 12 = other / 12 THEN month / 12 * 12 + CASE WHEN last THEN 11 ELSE 0 END ELSE month END
$$;

-- The status by which a posting counts for an agency: a part for those whom its wholes are not credited to.
CREATE FUNCTION figures_status(status text, whole_agencies bigint[], agency bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN whole_agencies IS NULL THEN status
        WHEN agency IS NULL OR abs(agency) = ANY(whole_agencies) THEN 'part'
        WHEN status = 'share' THEN 'verified'
        ELSE 'unverified'
    END
$$;

-- A posting's numbers by face: a quantity, or money as it was valued; and money once more as it was reported.
CREATE VIEW figures_face AS
SELECT
    p.id AS posting_id, p.posted_at, p.operations, p.agencies, p.whole_agencies, p.country_id,
    p.audience_id, p.measure_id,
    figures_month(p.date_from) AS first_month, figures_month(p.date_to) AS last_month, p.stage, p.status,
    CASE p.face WHEN 'money' THEN 'value' ELSE p.face END AS face,
    p.unit_id, CASE p.face WHEN 'quantity' THEN p.reported_unit_id END AS method_id,
    p.facts, p.records, p.events, p.aggregates, p.uncounted, p.amount, p.less, p.more,
    v.known * p.exact AS exact, v.known * p.at_least AS at_least, v.known * p.at_most AS at_most,
    v.known * p."between" AS "between", v.known * p.approximately AS approximately, p.unquantified,
    (1 - v.known) * p.facts AS unvalued,
    CASE WHEN p.date_from IS NULL THEN p.facts ELSE 0 END AS undated, p.unpriced
FROM figures_posting p
CROSS JOIN LATERAL (SELECT (NOT p.unvalued)::integer) v (known)
WHERE p.face <> 'reported_above'
UNION ALL
SELECT
    p.id, p.posted_at, p.operations, p.agencies, p.whole_agencies, p.country_id,
    p.audience_id, p.measure_id,
    figures_month(p.date_from), figures_month(p.date_to), p.stage, p.status,
    CASE p.face WHEN 'money' THEN 'reported' ELSE p.face END, p.reported_unit_id, NULL,
    p.facts, p.records, p.events, p.aggregates, p.uncounted, p.reported, p.reported_less, p.reported_more,
    p.exact, p.at_least, p.at_most, p."between", p.approximately, p.unquantified, 0,
    CASE WHEN p.date_from IS NULL THEN p.facts ELSE 0 END, 0
FROM figures_posting p
WHERE p.face IN ('money', 'reported_above');

-- What a posting adds to the balances of each grain (figures/models/balance.py names them): to each operation and
-- agency that it counts for in full, and, where not everybody may see it, to its audience and once more to all that
-- is restricted. Money as reported is in few: its many currencies would make most of the balances.
CREATE VIEW figures_share AS
SELECT
    p.posting_id, p.posted_at, g.grain, g.operation_id, g.agency_id, g.country_id, a.audience_id, p.measure_id,
    g.first_month, g.last_month, p.stage,
    CASE g.grain WHEN 7 THEN figures_status(p.status, p.whole_agencies, g.agency_id) ELSE p.status END AS status,
    p.face, p.unit_id, p.method_id,
    {sums: p.#}
FROM figures_face p
CROSS JOIN LATERAL (SELECT p.audience_id UNION ALL SELECT -1 WHERE p.audience_id <> 0) a
CROSS JOIN LATERAL (
    SELECT
        figures_year(p.first_month, p.last_month, last => FALSE), figures_year(p.last_month, p.first_month, last => TRUE)
) y (first, last)
CROSS JOIN LATERAL (
    SELECT 1 AS grain, NULL::uuid AS operation_id, NULL::bigint AS agency_id, NULL::bigint AS country_id,
        y.first AS first_month, y.last AS last_month
    UNION ALL SELECT 2, NULL, NULL, NULL, p.first_month, p.last_month WHERE p.face NOT IN ('reported', 'reported_above')
    UNION ALL SELECT 3, o, NULL, NULL, NULL, NULL FROM unnest(p.operations) o
    UNION ALL SELECT 4, o, NULL, NULL, p.first_month, p.last_month FROM unnest(p.operations) o WHERE p.face NOT IN ('reported', 'reported_above')
    UNION ALL SELECT 5, NULL, NULL, p.country_id, y.first, y.last WHERE p.face NOT IN ('reported', 'reported_above')
    UNION ALL SELECT 6, NULL, NULL, p.country_id, p.first_month, p.last_month WHERE p.face NOT IN ('reported', 'reported_above')
    UNION ALL SELECT 7, NULL, g, NULL, y.first, y.last FROM unnest(p.agencies) g WHERE p.face NOT IN ('reported', 'reported_above')
    UNION ALL SELECT 8, NULL, NULL, NULL, NULL, NULL
    UNION ALL SELECT 9, o, NULL, NULL, y.first, y.last FROM unnest(p.operations) o WHERE p.face NOT IN ('reported', 'reported_above')
) g;

-- Moves pending postings, the oldest first, into the balances: all of them or none, and each exactly once, wherever
-- it is interrupted. One fold at a time; another that comes meanwhile has nothing to do. Returns how many it moved.
-- It adds them up as figures_share says, from the finer grains to the coarser, so that few rows are added up twice.
CREATE FUNCTION figures_fold(most integer) RETURNS integer
LANGUAGE plpgsql SET work_mem = '64MB' SET enable_memoize = off
SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    taken bigint[];
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('figures_fold')) THEN
        RETURN 0;
    END IF;
    WITH gone AS (
        DELETE FROM figures_pending
        WHERE id IN (SELECT id FROM figures_pending ORDER BY id LIMIT most)
        RETURNING id
    )
    SELECT array_agg(id ORDER BY id) INTO taken FROM gone;
    IF taken IS NULL THEN
        RETURN 0;
    END IF;
    -- How many there are is known by now, whatever the statistics say: the plan fits.
    WITH
    own AS MATERIALIZED (SELECT * FROM figures_face WHERE posting_id = ANY(taken) AND face NOT IN ('reported', 'reported_above')),
    reported AS MATERIALIZED (SELECT * FROM figures_face WHERE posting_id = ANY(taken) AND face IN ('reported', 'reported_above')),
    by_country_and_month AS (
        SELECT
            country_id, audience_id, measure_id, first_month, last_month, {kind},
            {sums: sum(#) AS #}
        FROM own
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    ),
    by_country_and_year AS (
        SELECT
            country_id, audience_id, measure_id,
            figures_year(first_month, last_month, last => FALSE) AS first_month,
            figures_year(last_month, first_month, last => TRUE) AS last_month, {kind},
            {sums: sum(#) AS #}
        FROM by_country_and_month
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    ),
    by_month AS (
        SELECT
            audience_id, measure_id, first_month, last_month, {kind},
            {sums: sum(#) AS #}
        FROM by_country_and_month
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    ),
    by_year AS (
        SELECT
            audience_id, measure_id,
            figures_year(first_month, last_month, last => FALSE) AS first_month,
            figures_year(last_month, first_month, last => TRUE) AS last_month, {kind},
            {sums: sum(#) AS #}
        FROM by_month
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    ),
    total AS (
        SELECT
            audience_id, measure_id, {kind},
            {sums: sum(#) AS #}
        FROM by_year
        GROUP BY 1, 2, 3, 4, 5, 6, 7
    ),
    reported_by_year AS (
        SELECT
            audience_id, measure_id,
            figures_year(first_month, last_month, last => FALSE) AS first_month,
            figures_year(last_month, first_month, last => TRUE) AS last_month, {kind},
            {sums: sum(#) AS #}
        FROM reported
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    ),
    reported_total AS (
        SELECT
            audience_id, measure_id, {kind},
            {sums: sum(#) AS #}
        FROM reported_by_year
        GROUP BY 1, 2, 3, 4, 5, 6, 7
    ),
    by_operation_and_month AS (
        SELECT
            operation AS operation_id, audience_id, measure_id, first_month, last_month, {kind},
            {sums: sum(#) AS #}
        FROM own, unnest(operations) operation
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    ),
    by_operation_and_year AS (
        SELECT
            operation_id, audience_id, measure_id,
            figures_year(first_month, last_month, last => FALSE) AS first_month,
            figures_year(last_month, first_month, last => TRUE) AS last_month, {kind},
            {sums: sum(#) AS #}
        FROM by_operation_and_month
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    ),
    by_operation AS (
        SELECT
            operation_id, audience_id, measure_id, {kind},
            {sums: sum(#) AS #}
        FROM by_operation_and_year
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ),
    reported_by_operation AS (
        SELECT
            operation AS operation_id, audience_id, measure_id, {kind},
            {sums: sum(#) AS #}
        FROM reported, unnest(operations) operation
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ),
    by_agency_and_year AS (
        SELECT
            agency AS agency_id, audience_id, measure_id,
            figures_year(first_month, last_month, last => FALSE) AS first_month,
            figures_year(last_month, first_month, last => TRUE) AS last_month, stage,
            figures_status(status, whole_agencies, agency) AS status, face, unit_id, method_id,
            {sums: sum(#) AS #}
        FROM own, unnest(agencies) agency
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    ),
    whole AS (
        SELECT
            1 AS grain, NULL::uuid AS operation_id, NULL::bigint AS agency_id, NULL::bigint AS country_id,
            audience_id, measure_id, first_month, last_month, {kind}, {sums}
        FROM by_year
        UNION ALL
        SELECT 1, NULL, NULL, NULL, audience_id, measure_id, first_month, last_month, {kind}, {sums}
        FROM reported_by_year
        UNION ALL
        SELECT 2, NULL, NULL, NULL, audience_id, measure_id, first_month, last_month, {kind}, {sums}
        FROM by_month
        UNION ALL
        SELECT 3, operation_id, NULL, NULL, audience_id, measure_id, NULL, NULL, {kind}, {sums}
        FROM by_operation
        UNION ALL
        SELECT 3, operation_id, NULL, NULL, audience_id, measure_id, NULL, NULL, {kind}, {sums}
        FROM reported_by_operation
        UNION ALL
        SELECT 4, operation_id, NULL, NULL, audience_id, measure_id, first_month, last_month, {kind}, {sums}
        FROM by_operation_and_month
        UNION ALL
        SELECT 5, NULL, NULL, country_id, audience_id, measure_id, first_month, last_month, {kind}, {sums}
        FROM by_country_and_year
        UNION ALL
        SELECT 6, NULL, NULL, country_id, audience_id, measure_id, first_month, last_month, {kind}, {sums}
        FROM by_country_and_month
        UNION ALL
        SELECT 7, NULL, agency_id, NULL, audience_id, measure_id, first_month, last_month, {kind}, {sums}
        FROM by_agency_and_year
        UNION ALL
        SELECT 8, NULL, NULL, NULL, audience_id, measure_id, NULL, NULL, {kind}, {sums}
        FROM total
        UNION ALL
        SELECT 8, NULL, NULL, NULL, audience_id, measure_id, NULL, NULL, {kind}, {sums}
        FROM reported_total
        UNION ALL
        SELECT 9, operation_id, NULL, NULL, audience_id, measure_id, first_month, last_month, {kind}, {sums}
        FROM by_operation_and_year
    )
    INSERT INTO figures_balance AS kept (
        grain, {cell}, {sums}
    )
    SELECT grain, {cell}, {sums}
    FROM whole
    UNION ALL
    SELECT
        grain, operation_id, agency_id, country_id, -1, measure_id, first_month, last_month, {kind},
        {sums: sum(#)}
    FROM whole
    WHERE audience_id <> 0
    GROUP BY 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13
    -- What is read together lies together.
    ORDER BY grain, measure_id, operation_id, agency_id, country_id, first_month
    ON CONFLICT ON CONSTRAINT balance_of_a_cell DO UPDATE SET
        {sums: # = kept.# + excluded.#};
    INSERT INTO figures_tally AS kept (name, number, token)
    VALUES ('folded', cardinality(taken), gen_random_uuid())
    ON CONFLICT (name) DO UPDATE SET number = kept.number + excluded.number;
    RETURN cardinality(taken);
END
$$;
