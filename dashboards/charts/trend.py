"""The figures of a measure by year, as a chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.charts.chart import Cell, Chart, ChartRow
from dashboards.words.labels import label
from figures.answer.figure import Figure
from figures.answer.links import evidence_of
from figures.answer.query import answer
from figures.question.periods import to_date
from figures.question.question import Question
from measures import formats
from measures.models import Measure
from operations.sharing import Reader

# A longer gap than this between the first and the last year is not drawn year by year.
MOST_YEARS = 60


@dataclass(frozen=True)
class Years:
    """Figures by year; `loose` is the number of records that are fixed to no year."""

    name: str
    unit: str
    counted_in: str
    dated: dict[int, Figure]
    urls: dict[int, str]
    loose: int
    # The year that is not over yet.
    current: int

    def label(self, year: int) -> str:
        return to_date(year) if year == self.current else str(year)

    @property
    def shown(self) -> Sequence[int]:
        first, last = min(self.dated), max(self.dated)
        return range(first, last + 1) if last - first < MOST_YEARS else sorted(self.dated)

    @property
    def heading(self) -> str:
        return formats.unit_label(self.unit, self.counted_in)

    def cell(self, year: int) -> Cell:
        figure = self.dated.get(year)
        if figure is None:
            return Cell(_("nothing recorded"))
        if figure.value is None:
            return Cell(_("not stated"))
        text = formats.figure(figure.value, self.unit, str(figure.qualifier), self.counted_in)
        return Cell(text, formats.plain(formats.known_digits(figure.value, self.unit)), self.urls[year])

    def drawn(self, year: int) -> float | None:
        # Only for the length of a bar: the table beside the chart has the exact decimal.
        figure = self.dated.get(year)
        return None if figure is None or figure.value is None else float(figure.value)


def by_year(measure: Measure, stage: str, unit: str, reader: Reader) -> Chart | None:
    """The verified figures of a measure by calendar year; None if no record has a year."""
    question = Question(by=("year",), measure=(measure.code,), stage=(stage,), unit=unit)
    answered = answer(question, reader)
    figures = [figure for figure in answered.figures if figure.cell["measure"] == measure.code]
    dated = {int(figure.cell["year"]): figure for figure in figures if figure.cell["year"]}
    behind = {year: evidence_of(figure, question, answered.tree) for year, figure in dated.items()}
    years = Years(
        name=label(measure, stage),
        unit=unit,
        counted_in=measure.counts,
        dated=dated,
        urls={year: asked.address(reverse("evidence")) for year, asked in behind.items()},
        loose=sum(figure.records for figure in figures if not figure.cell["year"]),
        current=answered.as_of.year,
    )
    return _chart(years) if years.dated else None


def _chart(years: Years) -> Chart:
    heading = f"{years.name} ({years.heading})" if years.heading else years.name
    return Chart(
        id="trend",
        title=_("%(what)s, by year") % {"what": years.name},
        summary=_summary(years),
        headings=[_("Year"), heading],
        rows=[ChartRow(years.label(year), [years.cell(year)]) for year in years.shown],
        spec=_spec(years),
    )


def _spec(years: Years) -> dict[str, Any]:
    values = [years.drawn(year) for year in years.shown]
    cells = [years.cell(year) for year in years.shown]
    drawn = {"texts": [cell.text for cell in cells], "urls": [cell.url for cell in cells]}
    return {
        "type": "bar",
        "unit": years.heading,
        "categories": [years.label(year) for year in years.shown],
        "series": [{"name": years.name, "values": values, **drawn}],
    }


def _summary(years: Years) -> str:
    known = {year: figure for year, figure in years.dated.items() if figure.value is not None}
    sentences = []
    if known:
        year = max(known, key=lambda each: known[each].value or Decimal(0))
        sentences.append(
            _("Most in %(year)s: %(figure)s.") % {"year": years.label(year), "figure": years.cell(year).text}
        )
    if years.loose:
        sentence = ngettext("%d record is in no year.", "%d records are in no year.", years.loose)
        sentences.append(formats.count_phrase(sentence, years.loose))
    return " ".join(sentences)
