"""The records behind a figure, and those that it leaves out, each with a reason. The records in it add up to it."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from figures.evidence.selection import (
    counting_report,
    facts_about,
    in_status,
    near_period,
    touching_period,
    uncounted_part,
    within_period,
)
from figures.models import Fact, FactQuerySet
from figures.question.dimensions import DIMENSIONS
from figures.question.names import names
from figures.question.question import Question
from figures.question.terms import Terms, terms_of
from operations.models import State
from operations.sharing import Reader

# What a dimension's id in a fact leads to.
RELATIONS = tuple(dimension.relation for dimension in DIMENSIONS if dimension.relation)


class Reason(models.TextChoices):
    """The reason for leaving a record out; the first is the nearest to being counted."""

    UNVERIFIED = "unverified", _("not verified yet")
    VERIFIED = "verified", _("verified already")
    PART = "part", _("part of another record, which is counted, or the same as one")
    EARLIER = "earlier", _("an earlier report of a series of which a newer one counts")
    UNDATED = "undated", _("its date is not known well enough")
    DUPLICATE = "duplicate", _("duplicate: an amendment has taken its place")
    WITHDRAWN = "withdrawn", _("withdrawn")
    OUTSIDE = "outside", _("outside the period")


@dataclass
class Evidence:
    """Facts in the figures, and facts left out with a `reason`, as they are now."""

    included: FactQuerySet
    left_out: FactQuerySet


def evidence(question: Question, reader: Reader) -> Evidence:
    """The evidence of a question that the reader may see."""
    facts = reasoned(question, reader).visible_to(reader)
    return Evidence(
        included=facts.filter(reason="").order_by(F("date_from").desc(nulls_last=True), "pk"),
        left_out=facts.exclude(reason="").order_by("reason", "pk"),
    )


def reasoned(question: Question, reader: Reader, whose: Question | None = None) -> Any:
    """Facts annotated with the `reason` for leaving them out (empty if they are in), whoever may see them.

    For which agencies is said by `whose`, where the question itself does not say it.
    """
    terms = terms_of(whose or question, reader, names())
    facts = facts_about(Fact.objects.all(), question, reader).select_related(
        "seizure", "outcome", "item", *RELATIONS, "measure", "unit", "reported_unit"
    )
    matching, near = in_status(question, terms) & counting_report(question), near_period(question)
    at_any_time = matching & within_period(question.narrowed(first=None, last=None))
    # Without a period all are near, and an empty condition would vanish here.
    found = facts.filter(near | at_any_time) if near else facts
    return found.annotate(reason=_reason(question, terms, matching, near))


def _reason(question: Question, terms: Terms, matching: Q, near: Q) -> Case:
    """The reasons in the order in which they are tried; the first match is shown."""
    undecided = Reason.UNVERIFIED if question.status == "verified" else Reason.VERIFIED
    return Case(
        When(matching & within_period(question), then=Value("")),
        *([When(matching & ~near, then=Value(Reason.OUTSIDE))] if near else []),
        When(state=State.SUPERSEDED, then=Value(Reason.DUPLICATE)),
        When(state=State.WITHDRAWN, then=Value(Reason.WITHDRAWN)),
        When(uncounted_part(terms), then=Value(Reason.PART)),
        When(~counting_report(question), then=Value(Reason.EARLIER)),
        When(touching_period(question), then=Value(Reason.UNDATED)),
        default=Value(undecided),
    )
