"""Whether a result is in the totals of those whom it names."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Acceptance(models.TextChoices):
    """Whether those whose totals a result is to be in have agreed to it."""

    ACCEPTED = "accepted", _("accepted")
    PENDING = "pending", _("waits to be accepted")
    OBJECTED = "objected", _("objected to")


def acceptance() -> "models.CharField[str, str]":
    """A field that only its own service changes: what is loaded by other means counts."""
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
    """Nobody accepts what their own agency has recorded as its own."""
    return models.CheckConstraint(
        condition=Q(acceptance=Acceptance.ACCEPTED) | ~Q(**{field: F("owner")}),
        name=name,
        violation_error_message=_("What an agency recorded as its own counts for it."),
    )
