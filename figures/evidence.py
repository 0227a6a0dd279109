"""The records behind a figure, and those left out of it, each with its reason. The sum of those in is the figure."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from figures.models import Fact, FactQuerySet
from figures.question import Question
from figures.selection import about, gone, in_status, near_period, touching_period, within_period
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
    """Facts in, and facts left out with a `reason`: querysets, of which a page shows a slice.

    `near` is both together, those in with an empty reason. `withheld` tells that there are more, which the reader
    may not see.
    """

    question: Question
    near: FactQuerySet
    included: FactQuerySet
    left_out: FactQuerySet
    withheld: bool


def evidence(question: Question, reader: Reader) -> Evidence:
    """What the reader may see of the records that answer the question."""
    facts = about(Fact.objects.all(), question, reader)
    visible = facts.visible_to(reader).select_related(
        "seizure", "outcome", "operation", "agency", "country", "measure", "unit", "reported_unit"
    )
    counted = Q(part=False) & in_status(question) & within_period(question)
    near = visible.filter(near_period(question)).annotate(reason=_reason(question, counted))
    hidden = facts.filter(counted).exclude(pk__in=visible.values("pk")).exists()
    return Evidence(
        question,
        near,
        included=near.filter(reason="").order_by(F("date_from").desc(nulls_last=True), "pk"),
        left_out=near.exclude(reason="").order_by("reason", "pk"),
        withheld=hidden,
    )


def _reason(question: Question, counted: Q) -> Case:
    """The first that holds; once it did not, the next would."""
    undecided = Reason.UNVERIFIED if question.status == "verified" else Reason.VERIFIED
    return Case(
        When(counted, then=Value("")),
        When(gone(), then=Value(Reason.GONE)),
        When(part=True, then=Value(Reason.PART)),
        When(touching_period(question), then=Value(Reason.UNDATED)),
        default=Value(undecided),
    )
