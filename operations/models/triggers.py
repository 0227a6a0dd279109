"""Triggers that compute columns, and that refuse what no constraint can express."""

from typing import Any

import pgtrigger

# `day` is the date of the rate, in SQL that the models write out.
FILL_IN = """
    NEW.canonical_quantity := NULL;
    NEW.canonical_quantity_high := NULL;
    NEW.value := NULL;
    NEW.value_high := NULL;
    NEW.rate_date := NULL;
    IF NEW.quantity IS NOT NULL THEN
        NEW.canonical_quantity := measures_canonical(NEW.quantity, NEW.unit_id);
    END IF;
    IF NEW.amount IS NOT NULL THEN
        SELECT * INTO valued FROM measures_value(NEW.amount, NEW.currency_id, {day});
        NEW.value := valued.value;
        NEW.rate_date := valued.rate_date;
    END IF;
    IF NEW.quantity_high IS NOT NULL THEN
        NEW.canonical_quantity_high := measures_canonical(NEW.quantity_high, NEW.unit_id);
    END IF;
    IF NEW.amount_high IS NOT NULL THEN
        SELECT * INTO valued FROM measures_value(NEW.amount_high, NEW.currency_id, {day});
        NEW.value_high := valued.value;
    END IF;
    RETURN NEW;
"""


def fill_in_amounts(day: str, *also: str) -> pgtrigger.Trigger:
    """A trigger that computes the canonical quantity and the value; `day` is SQL for the date of the rate."""
    columns = ("quantity", "quantity_high", "unit_id", "amount", "amount_high", "currency_id", *also)
    return pgtrigger.Trigger(
        name="fill_in_amounts",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(*columns),  # type: ignore[no-untyped-call]  # pgtrigger has no types
        declare=[("valued", "RECORD")],
        func=FILL_IN.format(day=day),
    )


def verified_by_none_who_holds_its_keys(kind: str) -> pgtrigger.Trigger:
    """A trigger that refuses as verifier who holds or made a key that wrote a part of the record."""
    return pgtrigger.Trigger(
        name="verifier_holds_none_of_its_keys",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("verified_by_id"),  # type: ignore[no-untyped-call]  # pgtrigger has no types
        condition=pgtrigger.Q(new__verified_by__isnull=False)
        & pgtrigger.Q(old__verified_by__df=pgtrigger.F("new__verified_by")),
        func=f"""
            IF EXISTS (
                SELECT FROM agencies_apikey AS key
                WHERE key.account_id = ANY (NEW.authors || NEW.created_by_id || NEW.last_edited_by_id) AND (
                    key.holder_id = NEW.verified_by_id
                    OR key.created_by_id = NEW.verified_by_id
                    -- A key that nobody answers for is anybody's of its agency.
                    OR key.holder_id IS NULL AND key.agency_id = (
                        SELECT agency_id FROM agencies_user WHERE id = NEW.verified_by_id
                    )
                )
            ) THEN
                RAISE EXCEPTION 'Somebody who wrote no part of a record must verify it, by a key either.'
                    USING ERRCODE = 'check_violation', CONSTRAINT = '{kind}_verifier_wrote_no_part';
            END IF;
            RETURN NULL;
        """,  # noqa: S608 -- `kind` is written out in the models
    )


# At the end of the transaction: an outcome is saved before its rows, and between the two they need not fit.
MORE_THAN_ALL = """
            IF EXISTS (
                SELECT FROM operations_outcome o
                JOIN measures_measure m ON m.id = o.measure_id
                LEFT JOIN measures_unit u ON u.id = m.unit_id
                CROSS JOIN LATERAL (
                    SELECT count(*) AS rows, greatest(
                        sum(number) FILTER (WHERE sex <> ''),
                        sum(number) FILTER (WHERE age <> ''),
                        sum(number) FILTER (WHERE nationality_id IS NOT NULL)
                    ) AS most
                    FROM operations_outcomepersons WHERE outcome_id = o.id
                ) p
                WHERE o.id = {outcome} AND p.rows > 0
                    AND (o.canonical_quantity IS NULL OR p.most > o.canonical_quantity OR u.code IS DISTINCT FROM 'IE')
            ) THEN
                RAISE EXCEPTION 'The persons of an outcome, by sex, age or nationality, are more than it has.'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'persons_are_within_the_whole';
            END IF;
            RETURN NULL;
        """


def persons_within_the_whole(
    outcome: str, *, name: str, operation: Any, condition: pgtrigger.Condition | None = None
) -> pgtrigger.Trigger:
    """A trigger that refuses more persons in the parts of an outcome than it has. `outcome` is SQL for its id."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=operation,
        timing=pgtrigger.Deferred,
        condition=condition,
        func=MORE_THAN_ALL.format(outcome=outcome),
    )


# What an umbrella adds up are its phases: those of a phase would be in no total of the umbrella.
PHASES_HAVE_NO_PHASES = pgtrigger.Trigger(
    name="phases_have_no_phases",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id"),  # type: ignore[no-untyped-call]  # pgtrigger has no types
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
