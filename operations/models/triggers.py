"""Triggers that fill in what the database works out from an amount."""

import pgtrigger


def fill_in_amounts(day: str, *also: str) -> pgtrigger.Trigger:
    """Fills the canonical quantity and the value; `day` is an SQL expression for the date of the rate."""
    columns = ("quantity", "unit_id", "amount", "currency_id", *also)
    return pgtrigger.Trigger(
        name="fill_in_amounts",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(*columns),  # type: ignore[no-untyped-call]
        declare=[("valued", "RECORD")],
        func=f"""
            NEW.canonical_quantity := NULL;
            NEW.value := NULL;
            NEW.rate_date := NULL;
            IF NEW.quantity IS NOT NULL THEN
                NEW.canonical_quantity := measures_canonical(NEW.quantity, NEW.unit_id);
            END IF;
            IF NEW.amount IS NOT NULL THEN
                SELECT * INTO valued FROM measures_value(NEW.amount, NEW.currency_id, {day});
                NEW.value := valued.value;
                NEW.rate_date := valued.rate_date;
            END IF;
            RETURN NEW;
        """,  # noqa: S608 -- `day` is written out in the models
    )
