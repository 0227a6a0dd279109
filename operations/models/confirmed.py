"""The first of two levels of review, where the operation asks for them: what the database knows of it."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from common.db.conditions import Contains
from operations.models.state import EDITABLE

ANOTHER = _("Somebody else than its author and its verifier must confirm a record.")
WHOLE = _("A confirmed record says who confirmed it and when, and is no draft.")
NOT_BOTH = _("Who confirmed a record does not verify it, too.")
NO_AUTHOR = Q(confirmed_by=F("created_by")) | Q(confirmed_by=F("last_edited_by"))


def two_levels() -> tuple[models.CheckConstraint, ...]:
    """The constraints of a record that may be confirmed before it is verified: by another person at each level."""
    return (
        models.CheckConstraint(
            condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
            | ~Q(Q(confirmed_by__isnull=True) | Q(confirmed_at__isnull=True) | Q(state__in=EDITABLE)),
            name="%(class)s_confirmed_by_somebody",
            violation_error_message=WHOLE,
        ),
        models.CheckConstraint(
            condition=Q(confirmed_by__isnull=True) | ~Q(NO_AUTHOR),
            name="%(class)s_confirmer_is_no_author",
            violation_error_message=ANOTHER,
        ),
        models.CheckConstraint(
            condition=Q(confirmed_by__isnull=True) | Q(IsNull(Contains("authors", "confirmed_by"), True)),
            name="%(class)s_confirmer_wrote_no_part",
            violation_error_message=ANOTHER,
        ),
        models.CheckConstraint(
            condition=Q(confirmed_by__isnull=True)
            | Q(verified_by__isnull=True)
            | ~Q(confirmed_by=F("verified_by")),
            name="%(class)s_verifier_is_not_its_confirmer",
            violation_error_message=NOT_BOTH,
        ),
    )


def confirmed_before_verified(kind: str) -> pgtrigger.Trigger:
    """A trigger that refuses to verify what is not confirmed, where its operation or its umbrella asks for it."""
    return pgtrigger.Trigger(
        name="confirmed_before_verified",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("state"),  # type: ignore[no-untyped-call]  # pgtrigger has no types
        condition=pgtrigger.Q(new__state="verified", new__confirmed_by__isnull=True)
        & pgtrigger.Q(old__state__df="verified"),
        func=f"""
            IF EXISTS (
                SELECT FROM operations_operation AS o
                JOIN operations_plan AS plan ON plan.operation_id IN (o.id, o.parent_id)
                WHERE o.id = NEW.operation_id AND plan.review_levels = 2
            ) THEN
                RAISE EXCEPTION 'A record of that operation is confirmed before it is verified.'
                    USING ERRCODE = 'check_violation', CONSTRAINT = '{kind}_is_confirmed_first';
            END IF;
            RETURN NULL;
        """,
    )
