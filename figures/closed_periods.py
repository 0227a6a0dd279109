"""Closed periods: the figures at the close beside those of today, and the records that came late."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from figures.answer.figure import Figure
from figures.answer.query import answer
from figures.ledger.snapshot import one_snapshot
from figures.question.question import Question
from operations.models import Closing, Operation, Outcome, ReviewedRecord, State
from operations.sharing import Reader
from seizures.models import Seizure

Key = tuple[str | None, str | None, str]


@dataclass(frozen=True)
class Compared:
    """One figure at the close and now; None where there was or is none."""

    then: Figure | None
    now: Figure | None

    @property
    def figure(self) -> Figure:
        found = self.now or self.then
        assert found is not None
        return found

    @property
    def differs(self) -> bool:
        return _compared_values(self.then) != _compared_values(self.now)


def closed_question(closing: Closing, operation: Operation) -> Question:
    return Question(operation=(operation.code,), first=closing.date_from, last=closing.date_to)


def then_and_now(closing: Closing, operation: Operation, reader: Reader) -> list[Compared]:
    """Each figure of the period as it stood at the close, and as it stands."""
    question = closed_question(closing, operation)
    with one_snapshot():
        then, now = (
            {_key(figure): figure for figure in answer(question.narrowed(as_of=at), reader).figures}
            for at in (closing.closed_at, None)
        )
    return [Compared(then.get(key), now.get(key)) for key in dict.fromkeys([*then, *now])]


def late_records(closing: Closing, operation: Operation, reader: Reader, most: int) -> list[ReviewedRecord]:
    """The latest records that were changed after the close of their period, and say why.

    They were verified, withdrawn, found twice, or found to be another after all.
    """
    within = [operation.pk, *operation.phases.visible_to(reader).values_list("pk", flat=True)]
    found: list[Any] = []
    for model in (Seizure, Outcome):
        records: Any = model.objects.visible_to(reader).exclude(late_reason="")
        touching = Q(date_from__lte=closing.date_to, date_to__gte=closing.date_from)
        changed = Q(verified_at__gt=closing.closed_at) | Q(state=State.WITHDRAWN) | Q(duplicate=True)
        changed |= Q(_undone(model, closing))
        rows = records.filter(touching, changed, operation__in=within).select_related("owner")
        found += rows.order_by("-changed_at")[:most]
    return sorted(found, key=lambda record: record.changed_at, reverse=True)[:most]


def _undone(model: Any, closing: Closing) -> Exists:
    """The condition that a record was put back into totals after the close: it was not the same as another."""
    events = model.pgh_event_model.objects.filter(
        pgh_obj=OuterRef("pk"), pgh_created_at__gt=closing.closed_at
    )
    return Exists(events.filter(pgh_context__metadata__action="found another"))


def _key(figure: Figure) -> Key:
    return figure.cell["measure"], figure.cell["stage"], figure.unit


def _compared_values(figure: Figure | None) -> object:
    return figure and (figure.stated, figure.qualifier, figure.records)
