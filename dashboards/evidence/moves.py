"""Figures before and after, rendered for a page."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboards.words.amounts import Amount
from dashboards.words.differences import Difference, difference
from dashboards.words.labels import Measures
from dashboards.words.tiles import behind
from figures.answer.figure import Figure
from figures.changes.ends import Changes
from figures.changes.moved import Moved
from figures.question.question import Question
from measures.models import Measure


@dataclass(frozen=True)
class End:
    """A figure at one end of the span, and the address of its records then; empty if there were none."""

    amount: Amount
    url: str


@dataclass(frozen=True)
class FigureMove:
    label: str
    before: End
    after: End
    difference: Difference
    # Of measure, stage and unit; empty where both ends are the same.
    key: str = ""


def figure_moves(changed: Changes) -> list[FigureMove]:
    """The figures at both ends of the span, and the differences."""
    then, now = (changed.question.narrowed(as_of=at) for at in (changed.span.since, changed.span.until))
    return moves_of(changed.moved, then, now)


def moves_of(found: Iterable[Moved], before: Question, after: Question) -> list[FigureMove]:
    """Figures of two questions, each opening to the records of its own."""
    found = list(found)
    measures = Measures(moved.after for moved in found)
    return [
        FigureMove(
            measures.label(moved.after),
            _end(moved.before, measures.of(moved.after), before),
            _end(moved.after, measures.of(moved.after), after),
            difference(moved.difference, moved.qualifier, measures),
            address_of_figure(moved.after) if moved else "",
        )
        for moved in sorted(found, key=lambda moved: measures.order(moved.after))
    ]


def address_of_figure(figure: Figure) -> str:
    """The name of a figure among those of one comparison, for an address."""
    return "/".join([figure.cell["measure"] or "", figure.cell["stage"] or "", figure.unit])


def _end(figure: Figure, measure: Measure, question: Question) -> End:
    amount = Amount.of(figure, measure.counts)
    return End(amount, behind(figure, measure, question) if figure.records else "")
