-- A quantity in the canonical unit of its unit's dimension; unknown where the quantity or the factor is.
CREATE OR REPLACE FUNCTION measures_canonical(quantity numeric, unit bigint) RETURNS numeric
LANGUAGE sql STABLE AS $$
    SELECT trim_scale(quantity * u.factor) FROM measures_unit u WHERE u.id = unit
$$;

-- Units of a currency for one euro, by the last rate published on or before a day.
CREATE OR REPLACE FUNCTION measures_rate(currency bigint, day date, OUT per_euro numeric, OUT published date)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF EXISTS (SELECT FROM measures_unit u WHERE u.id = currency AND u.code = 'EUR') THEN
        per_euro := 1;
        published := day;
    ELSE
        SELECT r.per_euro, r.date INTO per_euro, published
        FROM measures_exchangerate r
        WHERE r.currency_id = currency AND r.date <= day
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
    digits integer;
    theirs record;
    ours record;
BEGIN
    IF amount IS NULL OR currency IS NULL THEN
        RETURN;
    END IF;
    SELECT u.id, u.minor_units INTO reporting, digits FROM measures_unit u WHERE u.is_reporting;
    IF currency = reporting THEN
        value := amount;
    ELSIF day IS NOT NULL THEN
        theirs := measures_rate(currency, day);
        ours := measures_rate(reporting, day);
        -- Rates have six digits: more than the minor unit would be made up.
        value := round(amount * ours.per_euro / theirs.per_euro, coalesce(digits, 2));
        rate_date := CASE WHEN value IS NOT NULL THEN least(theirs.published, ours.published) END;
    END IF;
END
$$;
