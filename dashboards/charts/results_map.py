"""A map of one figure by country."""

from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Country
from dashboards.charts.chart import Cell, Chart, ChartRow
from dashboards.words.labels import Measures
from figures.answer.figure import Figure
from figures.answer.links import evidence_of
from figures.answer.query import Answer, answer
from figures.question.question import Question
from measures import formats
from operations.sharing import Reader

# Countries in the table beside the map; the others are counted.
MOST = 25


@dataclass(frozen=True)
class MapSpot:
    """A country with its figure."""

    country: Country
    value: Decimal
    text: str
    copied: str
    url: str

    def drawn(self) -> dict[str, Any]:
        """The data that map.js draws. The colour is by the root of the figure: few countries have nearly all of it."""
        # Where a territory has no ISO number, the atlas knows it by its English name.
        place = self.country.numeric or self.country.name
        return {
            "id": place,
            "name": str(self.country),
            "count": sqrt(self.value),
            "text": self.text,
            "url": self.url,
        }


def results_map(question: Question, example: Figure, reader: Reader) -> Chart | None:
    """The question, which is about the measure, stage and unit of the example, by country."""
    answered = answer(question.narrowed(by=("country",)), reader)
    return map_of(
        [each for each in answered.figures if each.cell["measure"] == example.cell["measure"]], answered
    )


def map_of(figures: list[Figure], answered: Answer) -> Chart | None:
    """The figures of one measure, stage and unit by country; None where no country has an amount."""
    found = [figure for figure in figures if figure.cell["country"] and figure.value]
    found.sort(key=lambda figure: -(figure.value or Decimal(0)))
    return _drawn(_spots(found, answered), Measures(found).label(found[0])) if found else None


def _spots(figures: list[Figure], answered: Answer) -> list[MapSpot]:
    measures = Measures(figures)
    codes = [figure.cell["country"] for figure in figures]
    countries = {each.code: each for each in Country.objects.filter(code__in=codes)}
    return [
        MapSpot(
            countries[str(figure.cell["country"])],
            figure.value or Decimal(0),
            _text(figure, measures),
            formats.copied(figure.value or Decimal(0), figure.unit),
            evidence_of(figure, answered.question, answered.tree).address(reverse("evidence")),
        )
        for figure in figures
    ]


def _drawn(spots: list[MapSpot], label: str) -> Chart:
    rows = [ChartRow(str(spot.country), [Cell(spot.text, spot.copied, spot.url)]) for spot in spots]
    return Chart(
        id="map",
        title=_("%(what)s, by country") % {"what": label},
        summary=_summary(rows),
        headings=[_("Country"), label],
        rows=rows[:MOST],
        spec={"unit": "", "countries": [spot.drawn() for spot in spots]},
        legend=(spots[-1].text, spots[0].text) if len(spots) > 1 else (spots[0].text,),
    )


def _text(figure: Figure, measures: Measures) -> str:
    return formats.figure(figure.value, figure.unit, str(figure.qualifier), measures.of(figure).counts)


def _summary(rows: list[ChartRow]) -> str:
    most = _("Most in %(year)s: %(figure)s.") % {"year": rows[0].label, "figure": rows[0].cells[0].text}
    many = ngettext("%d country has results.", "%d countries have results.", len(rows))
    return f"{most} {formats.count_phrase(many, len(rows))}"
