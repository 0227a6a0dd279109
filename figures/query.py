"""The only code that turns a question into figures. Pages, API and exports all come through `answer`."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from figures.figure import Figure
from figures.grouping import grouped
from figures.models import Fact, FactQuerySet
from figures.question import Question
from figures.selection import about, in_status, touching_period, with_times, within_period
from figures.tree import Tree
from operations.models import UNVERIFIED
from operations.sharing import Reader


@dataclass
class Answer:
    """Figures, the instant they are true for, and what was left out of them."""

    question: Question
    as_of: datetime.datetime
    figures: list[Figure]
    # By unit and cell without the agency or operation: what was counted for more than one of them.
    overlaps: list[Figure]
    left_out: dict[str, int | bool]


@transaction.atomic
def answer(question: Question, reader: Reader) -> Answer:
    """The figures that the reader may see, all from one snapshot."""
    facts = about(with_times(Fact.objects.all(), question), question)
    visible = facts.visible_to(reader)
    asked = visible.counted().filter(in_status(question), within_period(question))
    figures, overlaps = _figures(asked, question)
    return Answer(question, timezone.now(), figures, overlaps, _left_out(facts, visible, question))


def _left_out(facts: FactQuerySet, visible: FactQuerySet, question: Question) -> dict[str, int | bool]:
    inside = within_period(question)
    counts = visible.aggregate(
        unverified=Count("pk", filter=inside & Q(state__in=UNVERIFIED, part=False)),
        parts=Count("pk", filter=inside & in_status(question) & Q(part=True)),
        undated=Count("pk", filter=touching_period(question) & in_status(question) & Q(part=False)),
    )
    if question.status == "unverified":
        counts["unverified"] = 0
    hidden = facts.counted().filter(in_status(question), inside).exclude(pk__in=visible.values("pk"))
    return {**counts, "withheld": hidden.exists()}


def _figures(facts: FactQuerySet, question: Question) -> tuple[list[Figure], list[Figure]]:
    """One figure a cell, and what the cells of agencies or operations have in common."""
    tree = Tree.load()
    cells: dict[tuple[object, ...], Figure] = {}
    common: dict[tuple[object, ...], Figure] = {}
    for figure, credited in grouped(facts, question):
        for code in tree.shown(figure.cell["measure"] or "", question):
            cell = {**figure.cell, "measure": code}
            _gather(cells, cell, figure, additive=not credited)
            if credited:
                shared = {name: text for name, text in cell.items() if name not in ("agency", "operation")}
                _gather(common, shared, figure, additive=True)
    return sorted(cells.values(), key=_order), list(common.values())


def _gather(
    cells: dict[tuple[object, ...], Figure], cell: dict[str, str | None], figure: Figure, *, additive: bool
) -> None:
    total = cells.setdefault((*cell.values(), figure.unit), Figure(cell=cell, unit=figure.unit))
    total.add(figure)
    total.additive = total.additive and additive


def _order(figure: Figure) -> list[str]:
    # What is not stated comes last: a tilde sorts after every code.
    return [text or "~" for text in figure.cell.values()] + [figure.unit]
