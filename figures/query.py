"""The only code that turns a question into figures. Pages, API and exports all come through `answer`."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from figures.figure import Figure, overlap
from figures.grouping import WAYS, grouped
from figures.models import Fact, FactQuerySet
from figures.question import Question
from figures.selection import about, gone, in_status, near_period, touching_period, within_period
from figures.snapshot import one_snapshot
from figures.tree import Tree
from operations.models import UNVERIFIED
from operations.sharing import Reader

Key = tuple[object, ...]


@dataclass
class Answer:
    """Figures, the instant they are true for, and what was left out of them."""

    question: Question
    as_of: datetime.datetime
    figures: list[Figure]
    # By unit and cell without agency and operation: what was counted for more than one of them.
    # The sum of a cell's figures, less the overlap, is its total.
    overlaps: list[Figure]
    left_out: dict[str, int | bool]


def answer(question: Question, reader: Reader) -> Answer:
    """The figures that the reader may see, all from one snapshot."""
    with one_snapshot():
        as_of = timezone.now()
        facts = about(Fact.objects.all(), question, reader)
        visible = facts.visible_to(reader)
        asked = visible.counted().filter(in_status(question), within_period(question))
        tree = Tree.load()
        figures = _added_up(asked, question, reader, tree)
        overlaps = _overlaps(figures, asked, question, reader, tree) if _is_shared(question) else []
        return Answer(question, as_of, figures, overlaps, _left_out(facts, visible, question))


def _added_up(facts: FactQuerySet, question: Question, reader: Reader, tree: Tree) -> list[Figure]:
    """One figure a cell and unit. A fact that counts for several measures asked for makes them not additive."""
    parts: list[Figure] = []
    for figure in grouped(facts, question, reader):
        codes = tree.shown(figure.cell["measure"] or "", question)
        parts += [figure.of_measure(code, additive=len(codes) == 1) for code in codes]
    return sorted(_gathered(parts, lambda part: part.cell), key=_order)


def _gathered(parts: Iterable[Figure], cell_of: Callable[[Figure], dict[str, str | None]]) -> list[Figure]:
    cells: dict[Key, Figure] = {}
    for part in parts:
        cell = cell_of(part)
        cells.setdefault((*cell.values(), part.unit), Figure(cell, part.unit)).add(part)
    return list(cells.values())


def _is_shared(question: Question) -> bool:
    return any(name in question.by for name in WAYS)


def _overlaps(
    figures: list[Figure], facts: FactQuerySet, question: Question, reader: Reader, tree: Tree
) -> list[Figure]:
    """What the figures of agencies or operations add up to, beyond the total; they are additive where it is nothing."""
    unshared = question.narrowed(by=tuple(name for name in question.by if name not in WAYS))
    totals = {_key(total): total for total in _added_up(facts, unshared, reader, tree)}
    found: dict[Key, Figure] = {}
    for together in _gathered(figures, _rest):
        more = overlap(together, totals[_key(together)])
        if more.records:
            found[_key(together)] = more
    for figure in figures:
        figure.additive = figure.additive and (*_rest(figure).values(), figure.unit) not in found
    return list(found.values())


def _rest(figure: Figure) -> dict[str, str | None]:
    return {name: code for name, code in figure.cell.items() if name not in WAYS}


def _key(figure: Figure) -> Key:
    return (*figure.cell.values(), figure.unit)


def _left_out(facts: FactQuerySet, visible: FactQuerySet, question: Question) -> dict[str, int | bool]:
    """How many facts are not in the figures, each under the first of its reasons, as figures.evidence tells them."""
    inside, present = within_period(question), ~gone()
    counts = visible.aggregate(
        unverified=Count("pk", filter=inside & Q(state__in=UNVERIFIED, part=False)),
        parts=Count("pk", filter=near_period(question) & present & Q(part=True)),
        undated=Count("pk", filter=touching_period(question) & present & Q(part=False)),
    )
    if question.status == "unverified":
        counts["unverified"] = 0
    hidden = facts.counted().filter(in_status(question), inside).exclude(pk__in=visible.values("pk"))
    return {**counts, "withheld": hidden.exists()}


def _order(figure: Figure) -> list[str]:
    # What is not stated comes last: a tilde sorts after every code.
    return [text or "~" for text in figure.cell.values()] + [figure.unit]
