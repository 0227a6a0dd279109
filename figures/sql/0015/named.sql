-- What postings name is never deleted, even where no record uses it any more: figures of the past are read by it.

CREATE OR REPLACE FUNCTION figures_keep_named() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_named boolean;
BEGIN
    CASE TG_TABLE_NAME
        WHEN 'measures_measure' THEN
            is_named := EXISTS (SELECT FROM figures_posting WHERE measure_id = OLD.id);
        WHEN 'measures_unit' THEN
            is_named := EXISTS (SELECT FROM figures_posting WHERE OLD.id IN (unit_id, reported_unit_id));
        WHEN 'agencies_country' THEN
            is_named := EXISTS (
                SELECT FROM figures_posting WHERE country_id = OLD.id OR 1000000000000 + OLD.id = ANY(agencies)
            );
        WHEN 'agencies_agency' THEN
            is_named := EXISTS (
                SELECT FROM figures_posting WHERE ARRAY[OLD.id, -OLD.id]::bigint[] && agencies
            );
        WHEN 'operations_operation' THEN
            is_named := EXISTS (SELECT FROM figures_posting WHERE OLD.id = ANY(operations));
    END CASE;
    IF is_named THEN
        RAISE EXCEPTION 'Figures of the past are read by %: it cannot be deleted.', OLD.code
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'figures_keep_named';
    END IF;
    RETURN OLD;
END
$$;

CREATE OR REPLACE TRIGGER figures_keep_named BEFORE DELETE ON measures_measure
    FOR EACH ROW EXECUTE FUNCTION figures_keep_named();
CREATE OR REPLACE TRIGGER figures_keep_named BEFORE DELETE ON measures_unit
    FOR EACH ROW EXECUTE FUNCTION figures_keep_named();
CREATE OR REPLACE TRIGGER figures_keep_named BEFORE DELETE ON agencies_country
    FOR EACH ROW EXECUTE FUNCTION figures_keep_named();
CREATE OR REPLACE TRIGGER figures_keep_named BEFORE DELETE ON agencies_agency
    FOR EACH ROW EXECUTE FUNCTION figures_keep_named();
CREATE OR REPLACE TRIGGER figures_keep_named BEFORE DELETE ON operations_operation
    FOR EACH ROW EXECUTE FUNCTION figures_keep_named();
