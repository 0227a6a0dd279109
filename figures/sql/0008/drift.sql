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
    hash_record_extended(ROW(record_id, operations, agencies, country_id, measure_id, stage, status, audience_id, face,
        unit_id, reported_unit_id, unvalued, date_from, date_to), (SELECT figures_today())) AS fingerprint,
    records, amount, reported, exact, at_least, at_most, approximately, unquantified
FROM figures_entry
UNION ALL
SELECT
    record_id, record_id, -1,
    hash_record_extended(ROW(record_id, operations, agencies, country_id, measure_id, stage, status, audience_id, face,
        unit_id, reported_unit_id, unvalued, date_from, date_to), (SELECT figures_today())),
    records, amount, reported, exact, at_least, at_most, approximately, unquantified
FROM figures_posting;

-- A record's facts less its postings, weighed so that a posting in a wrong place does not even out with another.
CREATE VIEW figures_recorddrift AS
SELECT record_id
FROM (SELECT *, fingerprint >> 24 AS weight FROM figures_recordside) s
GROUP BY record_id
HAVING sum(sign * weight * records) <> 0
    OR sum(sign * weight * (exact + 2 * at_least + 4 * at_most + 8 * approximately + 16 * unquantified)) <> 0
    OR sum((sign * weight) * amount) FILTER (WHERE amount <> 0) <> 0
    OR sum((sign * weight) * reported) FILTER (WHERE reported <> 0) <> 0;

-- What the ledger says and what the balances do, in the same way.
CREATE VIEW figures_balanceside AS
SELECT
    grain, 1 AS sign,
    hash_record_extended(ROW(operation_id, agency_id, country_id, audience_id, measure_id, first_month, last_month,
        stage, status, face, unit_id, method_id), (SELECT figures_today())) AS fingerprint,
    records, amount, exact, at_least, at_most, approximately, unquantified, unvalued, undated
FROM figures_share s
WHERE NOT EXISTS (SELECT FROM figures_pending p WHERE p.id = s.posting_id)
UNION ALL
-- Of the other side's type, or a question for one grain would be asked of all.
SELECT
    grain::integer, -1,
    hash_record_extended(ROW(operation_id, agency_id, country_id, audience_id, measure_id, first_month, last_month,
        stage, status, face, unit_id, method_id), (SELECT figures_today())),
    records, amount, exact, at_least, at_most, approximately, unquantified, unvalued, undated
FROM figures_balance;

-- What each balance lacks: the postings that were folded, less what it says.
CREATE VIEW figures_balancedrift AS
SELECT
    grain, operation_id, agency_id, country_id, audience_id, measure_id, first_month, last_month,
    stage, status, face, unit_id, method_id,
    sum(records) AS records, sum(amount) AS amount, sum(exact) AS exact, sum(at_least) AS at_least,
    sum(at_most) AS at_most, sum(approximately) AS approximately, sum(unquantified) AS unquantified,
    sum(unvalued) AS unvalued, sum(undated) AS undated
FROM (
    SELECT
        grain, operation_id, agency_id, country_id, audience_id, measure_id, first_month, last_month,
        stage, status, face, unit_id, method_id,
        records, amount, exact, at_least, at_most, approximately, unquantified, unvalued, undated
    FROM figures_share s
    WHERE NOT EXISTS (SELECT FROM figures_pending p WHERE p.id = s.posting_id)
    UNION ALL
    SELECT
        grain::integer, operation_id, agency_id, country_id, audience_id, measure_id, first_month, last_month,
        stage, status, face, unit_id, method_id,
        -records, -amount, -exact, -at_least, -at_most, -approximately, -unquantified, -unvalued, -undated
    FROM figures_balance
) both_sides
GROUP BY
    grain, operation_id, agency_id, country_id, audience_id, measure_id, first_month, last_month,
    stage, status, face, unit_id, method_id
HAVING (sum(records), sum(amount), sum(exact), sum(at_least), sum(at_most), sum(approximately), sum(unquantified),
    sum(unvalued), sum(undated)) <> (0, 0, 0, 0, 0, 0, 0, 0, 0);
