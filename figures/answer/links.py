"""Links to evidence: the question whose evidence is exactly what a figure adds up."""

from collections.abc import Callable
from operator import itemgetter
from typing import Any
from urllib.parse import urlencode

from figures.answer.figure import Figure
from figures.question.dimensions import NAMES
from figures.question.periods import clipped, period_of
from figures.question.question import NONE, TIMES, Question
from figures.question.tree import Tree


def evidence_of(figure: Figure, question: Question, tree: Tree) -> Question:
    """The question about exactly this figure, which is one in the answer to `question`."""
    stated = {name: (figure.cell[name] or NONE,) for name in NAMES if name in question.by}
    return question.narrowed(
        by=(),
        top=0,
        stage=(figure.cell["stage"],),
        unit=figure.unit or NONE,
        **stated,
        **_measures(figure, question, tree),
        **_period(figure, question),
    )


class Links:
    """The addresses of `evidence_of` for many figures of one answer; parts that repeat are encoded once."""

    def __init__(self, question: Question, tree: Tree, path: str) -> None:
        self.question, self.tree = question, tree
        self.who = [name for name in NAMES if name in question.by]
        self.when = when_of(question)
        cleared: dict[str, Any] = dict.fromkeys(("by", "measure", "stage", *self.who), ())
        rest = question.narrowed(**cleared, first=None, last=None, unfixed="", unit="", alone=False, top=0)
        self.path, self.rest = path, _encoded(rest)
        self.measures: dict[str | None, str] = {}
        self.periods: dict[Any, str] = {}

    def to(self, figure: Figure) -> str:
        cell = figure.cell
        measure = self.measures.get(cell["measure"]) or self._about(figure)
        when = self.when(cell)
        period = self.periods[when] if when in self.periods else self._when(figure, when)
        who = "".join([f"&{name}={cell[name] or NONE}" for name in self.who])
        return (
            f"{self.path}?{measure}&stage={cell['stage']}&unit={figure.unit or NONE}{who}{period}{self.rest}"
        )

    def _about(self, figure: Figure) -> str:
        measures = {"alone": self.question.alone} | _measures(figure, self.question, self.tree)
        self.measures[figure.cell["measure"]] = encoded = _encoded(Question(**measures))[1:]  # type: ignore[arg-type]  # checked by the dataclass when it runs
        return encoded

    def _when(self, figure: Figure, when: Any) -> str:
        period: dict[str, Any] = {
            "first": self.question.first,
            "last": self.question.last,
            "unfixed": self.question.unfixed,
        }
        self.periods[when] = encoded = _encoded(Question(**period | _period(figure, self.question)))
        return encoded


def when_of(question: Question) -> Callable[[dict[str, str | None]], Any]:
    """A function that gives the key of a cell's period."""
    times = [time for time in TIMES if time in question.by]
    return itemgetter(*times) if times else lambda _cell: None


def _encoded(question: Question) -> str:
    text = urlencode(question.parameters(), safe=",:")
    return f"&{text}" if text else ""


def _measures(figure: Figure, question: Question, tree: Tree) -> dict[str, object]:
    code = figure.cell["measure"] or ""
    if "measure" in question.by or question.alone:
        return {"measure": (code,), "alone": True}
    adding = tree.adding_into(code)
    if len(adding) == len(tree.below(code)):
        return {"measure": (code,)}
    return {"measure": tuple(adding), "alone": True}


def _period(figure: Figure, question: Question) -> dict[str, object]:
    changes: dict[str, object] = {}
    if whole := period_of(figure.cell, question.calendar):
        period = clipped(whole, question.first, question.last)
        changes["first"], changes["last"] = period.first, period.last
    spread = [time for time in TIMES if time in question.by and figure.cell[time] is None]
    if spread:
        # What is not fixed to a year is fixed to no quarter and no month: the longest says it all.
        changes["unfixed"] = min(filter(None, (question.unfixed, spread[0])), key=TIMES.index)
    return changes
