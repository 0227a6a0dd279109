"""A map of one figure by country."""

from decimal import Decimal
from math import sqrt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Country
from dashboards.charts.chart import Cell, Chart, ChartRow
from dashboards.words.labels import Measures
from figures.answer.figure import Figure
from figures.answer.links import evidence_of
from figures.answer.query import answer
from figures.question.question import Question
from measures import formats
from operations.sharing import Reader

# Countries in the table beside the map; the others are counted.
MOST = 25


def results_map(question: Question, example: Figure, reader: Reader) -> Chart | None:
    """The question, which is about the measure, stage and unit of the example, by country."""
    answered = answer(question.narrowed(by=("country",)), reader)
    same = (each for each in answered.figures if each.cell["measure"] == example.cell["measure"])
    found = [figure for figure in same if figure.cell["country"] and figure.value]
    if not found:
        return None
    found.sort(key=lambda figure: -(figure.value or Decimal(0)))
    measures = Measures(found)
    countries = {
        each.code: each for each in Country.objects.filter(code__in=[f.cell["country"] for f in found])
    }
    urls = [
        evidence_of(figure, answered.question, answered.tree).address(reverse("evidence")) for figure in found
    ]
    texts = [_text(figure, measures) for figure in found]
    named = [countries[str(figure.cell["country"])] for figure in found]
    rows = [
        ChartRow(str(country), [Cell(text, formats.plain(figure.value or Decimal(0)), url)])
        for country, figure, text, url in zip(named, found, texts, urls, strict=True)
    ]
    spots = [
        # The colour goes with the root of the figure: few countries have nearly all of it.
        {
            "id": country.numeric or country.name,
            "name": str(country),
            "count": sqrt(figure.value or 0),
            "text": text,
            "url": url,
        }
        for country, figure, text, url in zip(named, found, texts, urls, strict=True)
    ]
    label = measures.label(found[0])
    return Chart(
        id="map",
        title=_("%(what)s, by country") % {"what": label},
        summary=_summary(rows),
        headings=[_("Country"), label],
        rows=rows[:MOST],
        spec={"unit": "", "countries": spots},
        legend=(texts[-1], texts[0]) if len(texts) > 1 else (texts[0],),
    )


def _text(figure: Figure, measures: Measures) -> str:
    return formats.figure(figure.value, figure.unit, str(figure.qualifier), measures.of(figure).counts)


def _summary(rows: list[ChartRow]) -> str:
    most = _("Most in %(year)s: %(figure)s.") % {"year": rows[0].label, "figure": rows[0].cells[0].text}
    many = ngettext("%d country has results.", "%d countries have results.", len(rows))
    return f"{most} {formats.count_phrase(many, len(rows))}"
