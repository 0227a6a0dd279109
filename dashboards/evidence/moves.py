"""Figures before and after, rendered for a page."""

from dataclasses import dataclass

from dashboards.words.amounts import Amount
from dashboards.words.differences import Difference, difference
from dashboards.words.labels import Measures
from dashboards.words.tiles import behind
from figures.answer.figure import Figure
from figures.changes.ends import Changes
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


def figure_moves(changed: Changes) -> list[FigureMove]:
    """The figures at both ends of the span, and the differences."""
    measures = Measures(moved.after for moved in changed.moved)
    then, now = (changed.question.narrowed(as_of=at) for at in (changed.span.since, changed.span.until))
    return [
        FigureMove(
            measures.label(moved.after),
            _end(moved.before, measures.of(moved.after), then),
            _end(moved.after, measures.of(moved.after), now),
            difference(moved.difference, moved.qualifier, measures),
        )
        for moved in sorted(changed.moved, key=lambda moved: measures.order(moved.after))
    ]


def _end(figure: Figure, measure: Measure, question: Question) -> End:
    amount = Amount(figure.value, figure.unit, str(figure.qualifier), measure.counts)
    return End(amount, behind(figure, measure, question) if figure.records else "")
