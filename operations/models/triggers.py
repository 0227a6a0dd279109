"""Triggers that compute columns, and that refuse what no constraint can express."""

import pgtrigger


def fill_in_amounts(day: str, *also: str) -> pgtrigger.Trigger:
    """A trigger that computes the canonical quantity and the value; `day` is SQL for the date of the rate."""
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


# What an umbrella adds up are its phases: those of a phase would be in no total of the umbrella.
PHASES_HAVE_NO_PHASES = pgtrigger.Trigger(
    name="phases_have_no_phases",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id"),  # type: ignore[no-untyped-call]
    condition=pgtrigger.Q(new__parent__isnull=False),
    func="""
        -- Whoever makes a phase of the umbrella meanwhile is waited for.
        PERFORM FROM operations_operation WHERE id = NEW.parent_id FOR SHARE;
        IF EXISTS (SELECT FROM operations_operation WHERE id = NEW.parent_id AND parent_id IS NOT NULL)
            OR EXISTS (SELECT FROM operations_operation WHERE parent_id = NEW.id)
        THEN
            RAISE EXCEPTION 'A phase cannot have phases of its own.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'phases_have_no_phases';
        END IF;
        RETURN NULL;
    """,
)
