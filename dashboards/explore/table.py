"""The answer to a question as a table: one part for each measure, stage and unit, so that units never mix."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from common.text.language import collated
from dashboards.explore.names import CellName, CellNames
from dashboards.words.amounts import Amount
from dashboards.words.labels import Measures
from dashboards.words.notes import how_combined, notes
from figures.answer.figure import Figure
from figures.answer.links import evidence_of
from figures.answer.query import Answer
from figures.question.question import TIMES
from measures import formats

VALUE, RECORDS = "value", "records"
SeriesKey = tuple[str | None, str | None, str]


@dataclass(frozen=True)
class ExploredRow:
    """A figure in the table: the names of its cells, its amount, and the address of its records."""

    names: list[CellName]
    label: str
    amount: Amount
    records: int
    url: str
    notes: list[str]


@dataclass(frozen=True)
class ExploredPart:
    """The rows of one measure, stage and unit on this page, under their total."""

    label: str
    unit: str
    address: str
    rows: list[ExploredRow]
    total: ExploredRow | None = None
    notes: list[str] = field(default_factory=list)


class ExploredTable:
    """The rows of an answer in an order; they are made when they are shown, for one answer may have thousands."""

    def __init__(
        self, answered: Answer, whole: Answer, names: CellNames, measures: Measures, sort: str
    ) -> None:
        self.answered, self.whole, self.names, self.measures = answered, whole, names, measures
        self.sort = sort if sort in (VALUE, RECORDS, *names.columns) else ""
        self.totals = {series_of(total): total for total in whole.figures}
        self._records = Counter[SeriesKey]()
        for figure in answered.figures:
            self._records[series_of(figure)] += figure.records
        self.series: dict[SeriesKey, list[Figure]] = {}
        for figure in sorted(answered.figures, key=self._order):
            self.series.setdefault(series_of(figure), []).append(figure)
        self.figures = [figure for figures in self.series.values() for figure in figures]

    def __len__(self) -> int:
        return len(self.figures)

    @property
    def grouped(self) -> bool:
        """Whether a part has several rows: whether anything but measure and stage is grouped by."""
        return bool(self.names.columns)

    def parts(self, figures: Iterable[Figure]) -> list[ExploredPart]:
        """These figures, which stand beside each other in the table, by part."""
        return [self._part(key, list(found)) for key, found in groupby(figures, key=series_of)]

    def rows(self, figures: Iterable[Figure]) -> list[ExploredRow]:
        return [self.row(figure) for figure in figures]

    def row(self, figure: Figure) -> ExploredRow:
        return self._row(figure, self.answered, self.names.of(figure))

    def label(self, figure: Figure) -> str:
        return self.measures.label(figure)

    def unit(self, figure: Figure) -> str:
        """The unit as the heading of a column has it."""
        return formats.unit_label(figure.unit, self.measures.of(figure).counts)

    def amount(self, figure: Figure) -> Amount:
        counted_in = self.measures.of(figure).counts
        return Amount.of(figure, counted_in)

    def url(self, figure: Figure, answered: Answer | None = None) -> str:
        known = answered or self.answered
        return evidence_of(figure, known.question, known.tree).address(reverse("evidence"))

    def _row(self, figure: Figure, answered: Answer, names: list[CellName]) -> ExploredRow:
        return ExploredRow(
            names,
            self.label(figure),
            self.amount(figure),
            figure.records,
            self.url(figure, answered),
            notes(figure, answered.question),
        )

    def _part(self, key: SeriesKey, figures: list[Figure]) -> ExploredPart:
        total = self.totals.get(key)
        return ExploredPart(
            self.label(figures[0]),
            self.unit(figures[0]),
            address_of_series(figures[0]),
            self.rows(figures),
            self._row(total, self.whole, []) if total else None,
            list(self._combined(self.series[key])),
        )

    def _combined(self, figures: list[Figure]) -> Iterable[str]:
        """The way in which rows of a part become its total, if they do not simply add up."""
        if combined := how_combined(figures[0].operator):
            yield combined
        elif not all(figure.additive for figure in figures):
            yield _(
                "Not additive: a record that is credited to several is in the row of each, and in the total once."
            )
        if self.answered.question.top and len(figures) == self.answered.question.top:
            yield _("Only the largest are shown; the total has all.")

    def _order(self, figure: Figure) -> tuple[Any, ...]:
        """Measures and stages in the order of lists; of one of them, the unit of most records first."""
        position, stage, unit = self.measures.order(figure)
        part = (position, str(figure.cell["measure"]), stage, -self._records[series_of(figure)], unit)
        if not self.grouped and self.sort:
            return (self._within(figure), part)
        return (part, self._within(figure), [name.text for name in self.names.of(figure)])

    def _within(self, figure: Figure) -> tuple[Any, ...]:
        """The place of a figure in its part: periods in their order, everything else with the largest first."""
        if self.sort == RECORDS:
            return (-figure.records,)
        if self.sort == VALUE or (not self.sort and not set(self.names.columns) & set(TIMES)):
            return (figure.value is None, -(figure.value or 0))
        first = [self.sort] if self.sort else []
        return tuple(self._cell(name, figure) for name in dict.fromkeys([*first, *self.names.columns]))

    def _cell(self, name: str, figure: Figure) -> tuple[Any, ...]:
        code = figure.cell[name]
        text = self.names.of_value(name, code).text
        return (code is None, (code or "",) if name in TIMES else collated(text))


def series_of(figure: Figure) -> SeriesKey:
    return figure.cell["measure"], figure.cell["stage"], figure.unit


def address_of_series(figure: Figure) -> str:
    """The text that names a part of the table in an address."""
    return "/".join(each or "" for each in series_of(figure))
