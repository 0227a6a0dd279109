"""Sums of lines of evidence."""

from collections import defaultdict
from collections.abc import Iterable

from figures.answer.figure import Figure, added
from figures.evidence.lines import Line
from figures.evidence.marks import IN
from figures.question.question import Question
from figures.question.tree import Tree


def sums(lines: Iterable[Line], question: Question, tree: Tree) -> list[Figure]:
    """The sums of the lines that are in, by the figure's measure, stage and unit."""
    found: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for line in lines:
        if line.mark.reason == IN:
            for code in tree.shown(line.figure.cell["measure"] or "", question):
                found[code, line.figure.cell["stage"] or "", line.figure.unit].append(line.figure)
    return [
        added(figures, cell={"measure": code, "stage": stage}, unit=unit)
        for (code, stage, unit), figures in sorted(found.items())
        if not all(figure.by_worth for figure in figures)
    ]
