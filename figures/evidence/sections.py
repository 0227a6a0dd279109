"""The sections of a listing of evidence, and the postings of each: the figure's, and those left out by reason."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from figures.evidence.facts import Reason
from figures.evidence.marks import IN, WITHOUT_POSTINGS
from figures.ledger.instants import posted_until
from figures.models import Posting
from figures.postings.chosen import concerning
from figures.postings.conditions import dates_within, of_status, touching
from figures.question.question import Question
from operations.sharing import Reader


def sections(question: Question, left_out: Mapping[str, int | bool]) -> list[str]:
    """The sections of the listing in their order, without those that are empty by the answer's counts.

    For an instant in the past, records that were withdrawn or superseded then are not known.
    """
    undecided = Reason.UNVERIFIED if question.status == "verified" else Reason.VERIFIED
    counted = {
        Reason.UNVERIFIED: "unverified",
        Reason.PART: "parts",
        Reason.EARLIER: "earlier",
        Reason.UNDATED: "undated",
    }
    found = [reason for reason in (undecided, *counted) if reason not in counted or left_out[counted[reason]]]
    if question.as_of is None:
        found += WITHOUT_POSTINGS
    if question.first or question.last:
        found.append(Reason.OUTSIDE)
    return [IN, *dict.fromkeys(reason.value for reason in found)]


def section_postings(question: Question, reader: Reader, reason: str) -> QuerySet[Posting]:
    """The postings, known at the question's instant, of what is in the figure or left out for the reason."""
    postings = concerning(question, reader).filter(_condition(question, reason))
    return postings.filter(posted_until(question.as_of, question.last_posting))


def _condition(question: Question, reason: str) -> Q:
    inside, maybe = dates_within(question), touching(question)
    near = inside | maybe if inside else inside
    match reason:
        case "":
            return inside & of_status(question, question.status)
        case "earlier":
            return near & of_status(question, "earlier")
        case "part":
            return near & Q(counted_as="part")
        case "undated":
            return maybe & ~Q(counted_as="part") & ~of_status(question, "earlier")
        case "outside":
            return Q(date_from__isnull=False) & ~near & of_status(question, question.status)
    return inside & of_status(question, "unverified" if question.status == "verified" else "verified")
