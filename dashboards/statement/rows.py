"""A figure as a row of a document: plain texts, with the address of its records."""

from dataclasses import dataclass

from django.urls import reverse

from dashboards.words.amounts import amount_text
from dashboards.words.labels import Measures
from dashboards.words.notes import notes, rests_on
from figures.answer.figure import Figure
from figures.answer.links import evidence_of
from figures.answer.query import Answer


@dataclass(frozen=True)
class FigureRow:
    """`text` is the exact amount with its qualifier and unit; `url` opens the records behind it."""

    label: str
    text: str
    records: str
    notes: list[str]
    url: str
    # Of several rows below it.
    is_total: bool = False


def figure_row(figure: Figure, answered: Answer, measures: Measures, *, is_total: bool = False) -> FigureRow:
    """The row of a figure, which is one of the answer's."""
    return FigureRow(
        measures.label(figure),
        amount_text(figure, measures.of(figure).counts),
        rests_on(figure),
        notes(figure, answered.question),
        evidence_of(figure, answered.question, answered.tree).address(reverse("evidence")),
        is_total,
    )
