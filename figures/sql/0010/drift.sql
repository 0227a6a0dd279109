-- Where the ledger is not what the records say, and the balances are not what the ledger says. Both are empty, always;
-- each is one statement, so that whoever writes meanwhile changes both its sides or none.

-- So that nothing goes unnoticed by the same chance twice.
CREATE FUNCTION figures_today() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT (current_date - date '2000-01-01')::bigint
$$;

-- What records say and what the ledger does, row by row, with a fingerprint of all that tells rows apart.
CREATE VIEW figures_recordside AS
SELECT
    record_id, whose_id, 1 AS sign,
    hash_record_extended(ROW({key}), (SELECT figures_today())) AS fingerprint,
    {numbers}
FROM figures_entry
UNION ALL
SELECT
    record_id, record_id, -1,
    hash_record_extended(ROW({key}), (SELECT figures_today())),
    {numbers}
FROM figures_posting;

-- A record's facts less its postings, weighed so that a posting in a wrong place does not even out with another.
CREATE VIEW figures_recorddrift AS
SELECT record_id
FROM (SELECT *, fingerprint >> 24 AS weight FROM figures_recordside) s
GROUP BY record_id
HAVING ({numbers: coalesce(sum((sign * weight) * #) FILTER (WHERE # <> 0), 0)}) <> ({numbers: 0});

-- What the ledger says and what the balances do, in the same way.
CREATE VIEW figures_balanceside AS
SELECT
    grain, 1 AS sign,
    hash_record_extended(ROW({cell}), (SELECT figures_today())) AS fingerprint,
    {sums}
FROM figures_share s
WHERE NOT EXISTS (SELECT FROM figures_pending p WHERE p.id = s.posting_id)
UNION ALL
-- Of the other side's type, or a question for one grain would be asked of all.
SELECT
    grain::integer, -1,
    hash_record_extended(ROW({cell}), (SELECT figures_today())),
    {sums}
FROM figures_balance;

-- What each balance lacks: the postings that were folded, less what it says.
CREATE VIEW figures_balancedrift AS
SELECT
    grain, {cell},
    {sums: sum(#) AS #}
FROM (
    SELECT
        grain, {cell},
        {sums}
    FROM figures_share s
    WHERE NOT EXISTS (SELECT FROM figures_pending p WHERE p.id = s.posting_id)
    UNION ALL
    SELECT
        grain::integer, {cell},
        {sums: -#}
    FROM figures_balance
) both_sides
GROUP BY
    grain, {cell}
HAVING ({sums: sum(#)}) <> ({sums: 0});
