-- Whoever corrects a rate or a unit, by whatever means, has what was worked out by it worked out anew at once: no total
-- mixes the old and the new. The triggers of the records fill in and post as they always do.

-- Nobody else writes records meanwhile: what they had read before would be the old rate. Whoever holds a record and
-- waits has not written yet, so none is locked; an outcome that somebody holds is waited for before anything is taken.
CREATE OR REPLACE FUNCTION figures_take_records() RETURNS void LANGUAGE plpgsql SET lock_timeout = '20s' AS $$
BEGIN
    PERFORM figures_check_isolation();
    LOCK TABLE operations_outcome IN EXCLUSIVE MODE;
    LOCK TABLE seizures_seizure, seizures_seizeditem, seizures_disposition IN SHARE ROW EXCLUSIVE MODE;
    PERFORM set_config('figures.alone', 'on', TRUE);
END
$$;

CREATE OR REPLACE FUNCTION figures_leave_records() RETURNS void LANGUAGE sql AS $$
    SELECT set_config('figures.alone', 'off', TRUE)
$$;

-- Values money anew, in some currencies (or all, where they are NULL) and of some days (or all).
CREATE OR REPLACE FUNCTION figures_value_anew(currencies bigint[], first_day date, last_day date) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM figures_take_records();
    UPDATE seizures_seizeditem i SET amount = i.amount
    FROM seizures_seizeditem t
    JOIN seizures_seizure s ON s.id = t.seizure_id
    CROSS JOIN LATERAL measures_value(t.amount, t.currency_id, s.date_from) v
    CROSS JOIN LATERAL measures_value(t.amount_high, t.currency_id, s.date_from) h
    WHERE i.id = t.id AND t.amount IS NOT NULL
        AND (currencies IS NULL OR t.currency_id = ANY(currencies))
        AND (first_day IS NULL OR s.date_from BETWEEN first_day AND last_day)
        AND (t.value, t.value_high, t.rate_date) IS DISTINCT FROM (v.value, h.value, v.rate_date);
    UPDATE seizures_disposition d SET amount = d.amount
    FROM seizures_disposition t
    JOIN seizures_seizeditem i ON i.id = t.item_id
    JOIN seizures_seizure s ON s.id = i.seizure_id
    CROSS JOIN LATERAL measures_value(t.amount, t.currency_id, s.date_from) v
    CROSS JOIN LATERAL measures_value(t.amount_high, t.currency_id, s.date_from) h
    WHERE d.id = t.id AND t.amount IS NOT NULL
        AND (currencies IS NULL OR t.currency_id = ANY(currencies))
        AND (first_day IS NULL OR s.date_from BETWEEN first_day AND last_day)
        AND (t.value, t.value_high, t.rate_date) IS DISTINCT FROM (v.value, h.value, v.rate_date);
    UPDATE operations_outcome o SET amount = o.amount
    FROM operations_outcome t
    CROSS JOIN LATERAL measures_value(t.amount, t.currency_id, t.date_from) v
    CROSS JOIN LATERAL measures_value(t.amount_high, t.currency_id, t.date_from) h
    WHERE o.id = t.id AND t.amount IS NOT NULL
        AND (currencies IS NULL OR t.currency_id = ANY(currencies))
        AND (first_day IS NULL OR t.date_from BETWEEN first_day AND last_day)
        AND (t.value, t.value_high, t.rate_date) IS DISTINCT FROM (v.value, h.value, v.rate_date);
    PERFORM figures_leave_records();
END
$$;

-- Converts quantities anew that were reported in some units.
CREATE OR REPLACE FUNCTION figures_convert_anew(units bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM figures_take_records();
    UPDATE seizures_seizeditem SET quantity = quantity
    WHERE unit_id = ANY(units) AND (canonical_quantity, canonical_quantity_high)
        IS DISTINCT FROM (measures_canonical(quantity, unit_id), measures_canonical(quantity_high, unit_id));
    UPDATE seizures_disposition SET quantity = quantity
    WHERE unit_id = ANY(units) AND (canonical_quantity, canonical_quantity_high)
        IS DISTINCT FROM (measures_canonical(quantity, unit_id), measures_canonical(quantity_high, unit_id));
    UPDATE operations_outcome SET quantity = quantity
    WHERE unit_id = ANY(units) AND (canonical_quantity, canonical_quantity_high)
        IS DISTINCT FROM (measures_canonical(quantity, unit_id), measures_canonical(quantity_high, unit_id));
    PERFORM figures_leave_records();
END
$$;

-- A rate of the reporting currency is in the value of every other.
CREATE OR REPLACE FUNCTION figures_on_rates() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    currencies bigint[];
    first_day date;
    last_day date;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        PERFORM figures_value_anew(NULL, NULL, NULL);
        RETURN NULL;
    ELSIF TG_OP = 'INSERT' THEN
        SELECT array_agg(DISTINCT currency_id), min(date), max(coalesce(valid_to, date + 7))
        INTO currencies, first_day, last_day FROM new_rows;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(DISTINCT currency_id), min(date), max(coalesce(valid_to, date + 7))
        INTO currencies, first_day, last_day FROM old_rows;
    ELSE
        SELECT array_agg(DISTINCT currency_id), min(date), max(coalesce(valid_to, date + 7))
        INTO currencies, first_day, last_day FROM (
            (
                SELECT currency_id, date, valid_to, per_euro FROM old_rows
                EXCEPT SELECT currency_id, date, valid_to, per_euro FROM new_rows
            )
            UNION ALL
            (
                SELECT currency_id, date, valid_to, per_euro FROM new_rows
                EXCEPT SELECT currency_id, date, valid_to, per_euro FROM old_rows
            )
        ) d;
    END IF;
    IF currencies IS NULL THEN
        RETURN NULL;
    END IF;
    IF EXISTS (SELECT FROM measures_unit WHERE is_reporting AND id = ANY(currencies)) THEN
        currencies := NULL;
    END IF;
    PERFORM figures_value_anew(currencies, first_day, last_day);
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER figures_after_insert AFTER INSERT ON measures_exchangerate
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION figures_on_rates();
CREATE OR REPLACE TRIGGER figures_after_update AFTER UPDATE ON measures_exchangerate
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION figures_on_rates();
CREATE OR REPLACE TRIGGER figures_after_delete AFTER DELETE ON measures_exchangerate
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION figures_on_rates();
CREATE OR REPLACE TRIGGER figures_after_truncate AFTER TRUNCATE ON measures_exchangerate
    FOR EACH STATEMENT EXECUTE FUNCTION figures_on_rates();

-- Another factor, another code of the euro, another currency that all are valued in.
CREATE OR REPLACE FUNCTION figures_on_factors() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    converted bigint[];
    valued boolean;
BEGIN
    SELECT
        array_agg(n.id) FILTER (WHERE n.factor IS DISTINCT FROM o.factor),
        bool_or((n.is_reporting, n.code) IS DISTINCT FROM (o.is_reporting, o.code))
    INTO converted, valued FROM new_rows n JOIN old_rows o ON o.id = n.id;
    IF converted IS NOT NULL THEN
        PERFORM figures_convert_anew(converted);
    END IF;
    IF valued THEN
        PERFORM figures_value_anew(NULL, NULL, NULL);
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER figures_after_factor AFTER UPDATE ON measures_unit
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION figures_on_factors();

-- What is written in one statement with what it stands on could not see that before: the day of the seizure, or an item
-- whose unit and currency are meant.
CREATE OR REPLACE FUNCTION figures_on_new_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE seizures_seizeditem i SET amount = i.amount
    FROM new_rows n
    JOIN seizures_seizure s ON s.id = n.seizure_id
    WHERE i.id = n.id AND n.amount IS NOT NULL AND n.value IS NULL
        AND (measures_value(n.amount, n.currency_id, s.date_from)).value IS NOT NULL;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER figures_after_new AFTER INSERT ON seizures_seizeditem
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION figures_on_new_items();

CREATE OR REPLACE FUNCTION figures_on_new_dispositions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE seizures_disposition d SET amount = d.amount
    FROM new_rows n
    JOIN seizures_seizeditem i ON i.id = n.item_id
    JOIN seizures_seizure s ON s.id = i.seizure_id
    WHERE d.id = n.id AND (
        (n.quantity IS NOT NULL AND n.unit_id IS NULL AND i.unit_id IS NOT NULL)
        OR (
            n.amount IS NOT NULL AND n.value IS NULL
            AND (measures_value(n.amount, coalesce(n.currency_id, i.currency_id), s.date_from)).value IS NOT NULL
        )
        OR (n.amount IS NOT NULL AND n.currency_id IS NULL AND i.currency_id IS NOT NULL)
    );
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER figures_after_new AFTER INSERT ON seizures_disposition
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION figures_on_new_dispositions();
