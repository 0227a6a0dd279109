-- A quantity in the canonical unit of its unit's dimension; unknown where the quantity or the factor is.
CREATE OR REPLACE FUNCTION measures_canonical(quantity numeric, unit bigint) RETURNS numeric
LANGUAGE sql STABLE AS $$
    SELECT trim_scale(quantity * u.factor) FROM measures_unit u WHERE u.id = unit
$$;

-- Units of a currency for one euro on a day. A rate that says until when it holds comes first; then the last one
-- published, which is no rate any more when it is over a week old: the bank never pauses for so long.
CREATE OR REPLACE FUNCTION measures_rate(currency bigint, day date, OUT per_euro numeric, OUT published date)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    until date;
BEGIN
    IF EXISTS (SELECT FROM measures_unit u WHERE u.id = currency AND u.code = 'EUR') THEN
        per_euro := 1;
        published := day;
        RETURN;
    END IF;
    -- Hardly any currency has a rate that says until when it holds: what finds and sorts these is not begun without one.
    IF EXISTS (SELECT FROM measures_exchangerate r WHERE r.currency_id = currency AND r.valid_to >= day) THEN
        SELECT r.per_euro, r.date, r.valid_to INTO per_euro, published, until
        FROM measures_exchangerate r
        WHERE r.currency_id = currency AND r.valid_to >= day AND r.date <= day
        ORDER BY r.valid_to DESC, r.date DESC
        LIMIT 1;
        IF until = '9999-12-31' THEN
            -- Its rate cannot change any more: it is the euro under another name.
            published := day;
        END IF;
    END IF;
    IF per_euro IS NULL THEN
        SELECT r.per_euro, r.date INTO per_euro, published
        FROM measures_exchangerate r
        WHERE r.currency_id = currency AND r.valid_to IS NULL AND r.date BETWEEN day - 7 AND day
        ORDER BY r.date DESC
        LIMIT 1;
    END IF;
END
$$;

-- An amount in the reporting currency. No rate, or no day: the value is unknown, not zero.
CREATE OR REPLACE FUNCTION measures_value(
    amount numeric, currency bigint, day date, OUT value numeric, OUT rate_date date
)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    reporting bigint;
    theirs record;
    ours record;
BEGIN
    IF amount IS NULL OR currency IS NULL THEN
        RETURN;
    END IF;
    SELECT u.id INTO reporting FROM measures_unit u WHERE u.is_reporting;
    IF currency = reporting THEN
        value := amount;
    ELSIF day IS NOT NULL THEN
        theirs := measures_rate(currency, day);
        ours := measures_rate(reporting, day);
        -- Far more digits than are ever shown: many small amounts are what one large amount is. The zero has forty
        -- digits, and so has the quotient then, before it is rounded.
        value := trim_scale(round((amount * ours.per_euro + 0e-40) / theirs.per_euro, 16));
        rate_date := CASE WHEN value IS NOT NULL THEN least(theirs.published, ours.published) END;
    END IF;
END
$$;
