"""The changes of a figure between two instants: its value at both, and the postings between them."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from figures.answer.figure import RESTS_ON
from figures.answer.query import answer
from figures.changes.moved import Moved, moved_between
from figures.changes.span import Span
from figures.models import Posting
from figures.postings.chosen import KINDS, postings_about
from figures.question.dimensions import DIMENSIONS
from figures.question.question import Question
from operations.sharing import Reader

# Postings of one act that are alike in these even out.
PLACE = (
    "measure_id",
    "stage",
    "unit",
    *(dimension.several or dimension.column for dimension in DIMENSIONS),
    "date_from",
    "date_to",
)
NUMBERS = (
    "figure",
    "n_less",
    "n_more",
    *RESTS_ON,
    "unquantified",
    "n_unvalued",
    *(f"n_{kind}" for kind in KINDS),
)


@dataclass(frozen=True)
class Changes:
    """The figure at both ends. `latest` has the last posting of each change, newest first, to be read page by page."""

    question: Question
    span: Span
    reader: Reader
    moved: list[Moved]
    postings: QuerySet[Posting]
    latest: QuerySet[Posting]


def changes(question: Question, reader: Reader, span: Span) -> Changes:
    """The changes of the question's figures that the reader may see.

    Call it, and read its querysets, in one snapshot.
    """
    question = question.narrowed(as_of=None, top=0)
    ends = (answer(question.narrowed(as_of=at), reader).figures for at in (span.since, span.until))
    postings = postings_about(question, reader).filter(posted_at__gt=span.since)
    if span.until:
        postings = postings.filter(posted_at__lte=span.until)
    return Changes(question, span, reader, moved_between(*ends), postings, _latest(postings))


def _latest(postings: QuerySet[Posting]) -> QuerySet[Posting]:
    one_act = Q(change_id=OuterRef("change_id")) | Q(change_id__isnull=True, posted_at=OuterRef("posted_at"))
    same = postings.filter(one_act, record_id=OuterRef("record_id"))
    sums = {f"all_{name}": Sum(name) for name in NUMBERS}
    left = same.values(*PLACE).annotate(**sums).exclude(**dict.fromkeys(sums, 0))
    return postings.filter(~Exists(same.filter(pk__gt=OuterRef("pk"))), Exists(left)).order_by("-pk")
