-- Takes away all that the other files of this folder make: views before what they select from, functions with the
-- triggers that run them.
DROP VIEW figures_balancedrift, figures_balanceside, figures_recorddrift, figures_recordside;
DROP FUNCTION figures_today();
DROP VIEW figures_share, figures_face;
DROP FUNCTION figures_fold(integer), figures_month(date), figures_year(integer, integer, boolean);
DROP FUNCTION
    figures_on_seizures(), figures_on_outcomes(), figures_on_parts(), figures_on_dispositions(),
    figures_on_operations(), figures_on_measures(), figures_on_units(), figures_on_truncate(), figures_new_epoch(),
    figures_posting_stays() CASCADE;
DROP FUNCTION figures_post(uuid[], boolean), figures_post_few(uuid[]), figures_alone(), figures_check_isolation();
DROP VIEW figures_entry;
DROP VIEW IF EXISTS figures_counted;
DROP FUNCTION IF EXISTS
    figures_wholes(uuid), figures_outermost(uuid[]), figures_with_parts(uuid[]), figures_lock(uuid[]),
    figures_status(text, bigint[], bigint);
DROP VIEW figures_record, figures_fact;
DROP FUNCTION IF EXISTS
    figures_next_seizure(bigint, uuid, text, date), figures_next_outcome(bigint, uuid, text, date),
    figures_series(bigint, uuid, text), figures_lock_series(uuid[]), figures_reports(bigint[], uuid[], text[]);
DROP VIEW IF EXISTS figures_measurepath;
DROP FUNCTION IF EXISTS figures_both(bigint[], bigint[]);
DROP FUNCTION IF EXISTS figures_on_outcome_credits(), figures_on_agencies() CASCADE;
DROP FUNCTION IF EXISTS figures_above(bigint[]);
DROP FUNCTION figures_audience_key(text, boolean, bigint, uuid, uuid);
