-- The instant of the last change of a row, whoever makes it. An UPDATE that leaves a row as it is changes nothing, nor
-- one of what is only worked out by rates and units: the columns that are the arguments.
CREATE FUNCTION operations_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    worked_out CONSTANT text[] := coalesce(TG_ARGV, '{}');
BEGIN
    IF TG_OP = 'INSERT' OR to_jsonb(NEW) - worked_out IS DISTINCT FROM to_jsonb(OLD) - worked_out THEN
        NEW.changed_at := clock_timestamp();
    END IF;
    RETURN NEW;
END
$$;

-- Who takes part is a part of the operation. Once a transaction: whatever it changes is seen at once.
CREATE FUNCTION operations_stamp_of_participations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE operations_operation SET changed_at = clock_timestamp()
    WHERE id IN (OLD.operation_id, NEW.operation_id) AND changed_at < transaction_timestamp();
    RETURN NULL;
END
$$;

-- What was recorded before has the instant of the last entry of its history.
DO $$
DECLARE
    stamped text;
BEGIN
    FOREACH stamped IN ARRAY ARRAY['operation', 'outcome', 'source', 'claim', 'indicator'] LOOP
        EXECUTE format(
            'UPDATE operations_%1$s r SET changed_at = e.at
            FROM (SELECT pgh_obj_id, max(pgh_created_at) AS at FROM operations_%1$sevent GROUP BY pgh_obj_id) e
            WHERE e.pgh_obj_id = r.id',
            stamped
        );
        -- After the others of its kind, whose changes are changes too: they are called in the order of their names.
        EXECUTE format(
            'CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON operations_%s FOR EACH ROW
            EXECUTE FUNCTION operations_stamp(%s)',
            stamped, CASE stamped WHEN 'outcome' THEN 'canonical_quantity, value, rate_date' END
        );
    END LOOP;
END
$$;
CREATE TRIGGER stamp_operation AFTER INSERT OR UPDATE OR DELETE ON operations_participation
FOR EACH ROW EXECUTE FUNCTION operations_stamp_of_participations();
