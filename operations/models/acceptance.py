"""Acceptance: whether a result is in the totals of the agencies and operations that it names."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Acceptance(models.TextChoices):
    """The answer of those whose totals a result would be in."""

    ACCEPTED = "accepted", _("accepted")
    PENDING = "pending", _("waits to be accepted")
    OBJECTED = "objected", _("objected to")


def acceptance() -> "models.CharField[str, str]":
    """A field that only its own service changes. Rows that are loaded past the services count."""
    return models.CharField(
        _("acceptance"),
        max_length=8,
        choices=Acceptance,
        default=Acceptance.ACCEPTED,
        db_default=Acceptance.ACCEPTED,
        editable=False,
    )


def answered(*, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(acceptance__in=Acceptance.values),
        name=name,
        violation_error_message=_("It is accepted, objected to, or waits."),
    )


def own_counts(field: str, *, name: str) -> models.CheckConstraint:
    """A constraint: a result of the recording agency itself needs no acceptance."""
    return models.CheckConstraint(
        condition=Q(acceptance=Acceptance.ACCEPTED) | ~Q(**{field: F("owner")}),
        name=name,
        violation_error_message=_("What an agency recorded as its own counts for it."),
    )
