"""Lines of a page of evidence: the facts of each record now, or what the ledger had of it at an instant."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from figures.answer.figure import SUM, ZERO, Figure
from figures.evidence.facts import reasoned
from figures.evidence.marks import IN, Mark
from figures.evidence.sections import section_postings
from figures.models import Fact, Posting
from figures.postings.effects import Effect, posting_effects
from figures.postings.places import PostedPlace
from figures.postings.records import Recorded, records_behind
from figures.question.dimensions import OF_RECORDS
from figures.question.names import Names, names
from figures.question.question import Question
from operations.discretion import Discretion
from operations.sharing import Reader
from operations.veil import veil_operations
from seizures.models import Seizure


@dataclass(frozen=True)
class Line:
    """The contribution of a record to the figure, or to what is left out, with the reason.

    Now it is a `fact`. For the past, and for a record that has changed since the first page, it is a `place` in the
    ledger, which does not store how it was reported; contributions to one place are one line.
    """

    mark: Mark
    of: Recorded
    figure: Figure
    fact: Fact | None = None
    place: PostedPlace | None = None
    # A part of another record, which counts for agencies alone.
    of_part: bool = False

    @property
    def share(self) -> bool:
        """Whether it is in the figure as a part: for the agencies asked for, and not for its whole."""
        return self.of_part and self.mark.reason == IN

    @property
    def counted_as(self) -> tuple[object, ...]:
        """The identity under which a figure counts a line once: its record and date."""
        if self.fact:
            return self.mark.record_id, self.fact.date_from, self.fact.date_to
        assert self.place
        return self.mark.record_id, self.place.first, self.place.last


def lines(question: Question, reader: Reader, marks: Sequence[Mark]) -> list[Line]:
    """The contributions of the marked records, in their order, in a fixed number of queries."""
    by_record = records_behind((mark.record_id for mark in marks if mark.record_id), reader)
    moved = _moved(question, marks)
    then, now = ([mark for mark in marks if (mark.record_id in moved) is past] for past in (True, False))
    found = _then(question, reader, then) | _now(question, reader, now)
    return [
        Line(mark, by_record.get(mark.record_id, Recorded()) if mark.record_id else Recorded(), *numbers)
        for mark in marks
        for numbers in found[mark.reason, mark.record_id]
    ]


Found = dict[tuple[str, Any], list[tuple[Any, ...]]]


def _moved(question: Question, marks: Sequence[Mark]) -> set[UUID]:
    """The records to be read from the ledger: all for a question about the past, else those with later postings."""
    ids = {mark.record_id for mark in marks if mark.record_id}
    if question.as_of or question.last_posting is None or not ids:
        return ids if question.as_of else set()
    later = Posting.objects.filter(record_id__in=ids, pk__gt=question.last_posting)
    return set(later.values_list("record_id", flat=True))


def _now(question: Question, reader: Reader, marks: Sequence[Mark]) -> Found:
    found: Found = defaultdict(list)
    # Whose and where they are, the listing has asked already, and it takes long.
    apart = question.narrowed(**dict.fromkeys(OF_RECORDS, ()))
    facts = reasoned(apart, reader, whose=question).filter(
        record_id__in=[mark.record_id for mark in marks if mark.record_id]
    )
    facts = list(facts.order_by("pk"))
    veil_operations(facts, Discretion(reader))
    for fact in facts:
        found[fact.reason, fact.record_id].append((_counted(fact), fact, None, fact.part))
    return found


def _then(question: Question, reader: Reader, marks: Sequence[Mark]) -> Found:
    found: Found = defaultdict(list)
    known = names()
    for reason in {mark.reason for mark in marks}:
        ids = [mark.record_id for mark in marks if mark.record_id and mark.reason == reason]
        postings = defaultdict(list)
        for posting in section_postings(question, reader, reason).filter(record_id__in=ids).order_by("pk"):
            postings[posting.record_id].append(posting)
        for pk, of_record in postings.items():
            of_part = any(posting.whole_agencies is not None for posting in of_record)
            found[reason, pk] = [
                (_combined_by(known, each), None, each.place, of_part)
                for each in posting_effects(of_record, known, reader)
            ]
    return found


def figure_of(fact: Any) -> Figure:
    """The figure of one fact, which selection.py has annotated."""
    cell = {"measure": fact.measure.code, "stage": fact.stage}
    figure = Figure(cell, fact.code, fact.figure, 1, 1, operator=fact.measure.operator, latest=fact.date_to)
    if fact.figure is not None:
        setattr(figure, fact.qualifier, 1)
        figure.less = fact.figure if figure.at_most else ZERO
        figure.more = fact.figure_high - fact.figure if figure.between else ZERO
    figure.unquantified, figure.unvalued = int(fact.unquantified), int(fact.lacking)
    figure.undated = int(fact.date_from is None)
    unstated = fact.face == "quantity" and fact.unquantified
    figure.by_worth = unstated and not fact.unpriced and fact.measure.may_be_by_worth
    return figure


def _counted(fact: Any) -> Figure:
    """The figure of one fact, with the events that its record is of."""
    figure, record = figure_of(fact), fact.seizure or fact.outcome
    events = record.number_of_events
    figure.events, figure.uncounted = events or 1, int(events is None)
    figure.aggregates = int(isinstance(record, Seizure) and record.kind == Seizure.Kind.AGGREGATE)
    return figure


def _combined_by(known: Names, effect: Effect) -> Figure:
    """The figure of an effect, with the operator by which lines of its measure are combined."""
    figure = effect.figure
    figure.operator = known.operators.get(str(figure.cell["measure"]), SUM)
    figure.latest = effect.place.last
    return figure
