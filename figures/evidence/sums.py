"""Sums of lines of evidence."""

from collections import defaultdict
from collections.abc import Iterable

from figures.answer.figure import RESTS_ON, Figure, added
from figures.evidence.lines import Line
from figures.evidence.marks import IN
from figures.question.names import names
from figures.question.question import Question
from figures.question.tree import Tree

# Of a record, however many lines it has.
ONCE = tuple(name for name in RESTS_ON if name != "facts")


def sums(lines: Iterable[Line], question: Question, tree: Tree) -> list[Figure]:
    """The sums of the lines that are in, by the figure's measure, stage and unit."""
    found: dict[tuple[str, str, str], list[Line]] = defaultdict(list)
    for line in lines:
        if line.mark.reason == IN:
            for code in tree.shown(line.figure.cell["measure"] or "", question):
                found[code, line.figure.cell["stage"] or "", line.figure.unit].append(line)
    return [
        _sum(of_cell, {"measure": code, "stage": stage}, unit)
        for (code, stage, unit), of_cell in sorted(found.items())
        # As in the answer: a measure of money has what is below it and counted, though only its worth is stated.
        if code not in names().by_worth or not all(line.figure.by_worth for line in of_cell)
    ]


def _sum(lines: list[Line], cell: dict[str, str | None], unit: str) -> Figure:
    total = added((line.figure for line in lines), cell=cell, unit=unit)
    # A record is in the ledger with one of its facts of a measure, and in a figure once.
    records = {line.counted_as: line.figure for line in lines if line.figure.records}.values()
    for name in ONCE:
        setattr(total, name, sum(getattr(figure, name) // figure.records for figure in records))
    return total
