"""The records behind a figure, and those left out of it, each with its reason. The sum of those in is the figure."""

from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from figures.models import Fact, FactQuerySet
from figures.question import Question
from figures.selection import about, in_status, touching_period, with_times, within_period
from operations.models import UNVERIFIED
from operations.sharing import Reader


class Reason(models.TextChoices):
    """Why a record is left out."""

    UNVERIFIED = "unverified", _("not verified yet")
    VERIFIED = "verified", _("verified already")
    PART = "part", _("part of another record, which is counted")
    UNDATED = "undated", _("its date is not known well enough")
    GONE = "gone", _("withdrawn or superseded")


@dataclass
class Evidence:
    """Facts in and facts left out (with `reason`), both as querysets, newest first: a page shows a slice."""

    question: Question
    included: FactQuerySet
    left_out: FactQuerySet
    withheld: bool


@transaction.atomic
def evidence(question: Question, reader: Reader) -> Evidence:
    """What the reader may see of the records that answer the question."""
    facts = about(with_times(Fact.objects.all(), question), question)
    visible = facts.visible_to(reader).select_related(
        "seizure", "outcome", "operation", "agency", "country", "measure", "unit", "reported_unit"
    )
    counted = Q(part=False) & in_status(question) & within_period(question)
    inside = visible.filter(counted).order_by(F("date_from").desc(nulls_last=True), "pk")
    near = within_period(question) | touching_period(question)
    outside = visible.filter(near).exclude(pk__in=visible.filter(counted).values("pk"))
    outside = outside.annotate(reason=_reason(question)).order_by("reason", "pk")
    hidden = facts.filter(counted).exclude(pk__in=visible.values("pk")).exists()
    return Evidence(question, inside, outside, hidden)


def _reason(question: Question) -> Case:
    other = Reason.UNVERIFIED if question.status == "verified" else Reason.VERIFIED
    return Case(
        When(state__in=["withdrawn", "superseded"], then=Value(Reason.GONE)),
        When(~in_status(question) & Q(state__in=[*UNVERIFIED, "verified"]), then=Value(other)),
        When(part=True, then=Value(Reason.PART)),
        default=Value(Reason.UNDATED),
    )
