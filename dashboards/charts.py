"""What the charts draw, and the same in words and in a table."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Country
from dashboards import formats
from dashboards.headlines import label
from figures.figure import Figure
from figures.query import answer
from figures.question import Question
from measures.models import Measure
from operations.models import Operation, Participation
from operations.sharing import Reader

# A longer gap than this between the first and the last year is not drawn year by year.
MOST_YEARS = 60


@dataclass(frozen=True)
class Cell:
    text: str
    value: str = ""


@dataclass(frozen=True)
class Row:
    label: str
    cells: list[Cell]


@dataclass(frozen=True)
class Chart:
    """`spec` goes to chart.js or map.js; `summary`, `headings` and `rows` say the same without a picture."""

    id: str
    title: str
    summary: str
    headings: list[str]
    rows: list[Row]
    spec: dict[str, Any] = field(default_factory=dict)


def by_year(measure: Measure, stage: str, unit: str, reader: Reader) -> Chart | None:
    """The verified figures of a measure by calendar year; None where no record has a year."""
    question = Question(by=("year",), measure=(measure.code,), stage=(stage,), unit=unit)
    figures = [
        figure for figure in answer(question, reader).figures if figure.cell["measure"] == measure.code
    ]
    dated = {int(figure.cell["year"]): figure for figure in figures if figure.cell["year"]}
    if not dated:
        return None
    first, last = min(dated), max(dated)
    years = range(first, last + 1) if last - first < MOST_YEARS else sorted(dated)
    title = _("%(what)s, by year") % {"what": label(measure, stage)}
    noun = formats.unit_label(unit, _(measure.counted_in) if measure.counted_in else "")
    heading = unit if formats.is_currency(unit) else noun
    return Chart(
        id="trend",
        title=title,
        summary=_year_summary(dated, figures, unit, noun),
        headings=[_("Year"), f"{label(measure, stage)} ({heading})" if heading else label(measure, stage)],
        rows=[Row(str(year), [_cell(dated.get(year), unit, noun)]) for year in years],
        spec={
            "type": "bar",
            "unit": heading,
            "categories": [str(year) for year in years],
            "series": [
                {
                    "name": label(measure, stage),
                    "values": [_drawn(dated.get(year)) for year in years],
                    "texts": [_cell(dated.get(year), unit, noun).text for year in years],
                }
            ],
        },
    )


def _drawn(figure: Figure | None) -> float | None:
    # Only for the length of a bar: the table beside the chart has the exact decimal.
    return None if figure is None or figure.value is None else float(figure.value)


def _cell(figure: Figure | None, unit: str, noun: str) -> Cell:
    if figure is None:
        return Cell(_("nothing recorded"))
    if figure.value is None:
        return Cell(_("not stated"))
    return Cell(formats.figure(figure.value, unit, str(figure.qualifier), noun), formats.plain(figure.value))


def _year_summary(dated: dict[int, Figure], figures: list[Figure], unit: str, noun: str) -> str:
    known = {year: figure for year, figure in dated.items() if figure.value is not None}
    sentences = []
    if known:
        year = max(known, key=lambda each: known[each].value or Decimal(0))
        most = formats.figure(known[year].value, unit, str(known[year].qualifier), noun)
        sentences.append(_("Most in %(year)s: %(figure)s.") % {"year": year, "figure": most})
    loose = sum(figure.records for figure in figures if not figure.cell["year"])
    if loose:
        sentence = ngettext("%d record is in no year.", "%d records are in no year.", loose)
        sentences.append(sentence % loose)
    return " ".join(sentences)


def participating(operations: QuerySet[Operation]) -> Chart | None:
    """In how many of the operations each country takes part, by its agencies or by itself."""
    counts = dict(
        Participation.objects.filter(operation__in=operations.order_by().values("pk"))
        .annotate(where=Coalesce(F("country"), F("agency__country")))
        .filter(where__isnull=False)
        .values_list("where")
        .annotate(operations=Count("operation", distinct=True))
    )
    if not counts:
        return None
    countries = sorted(
        Country.objects.filter(pk__in=counts).with_names(),
        key=lambda each: (-counts[each.pk], each.localised),
    )
    return Chart(
        id="map",
        title=_("Participating countries"),
        summary=ngettext("%d country takes part.", "%d countries take part.", len(countries))
        % len(countries),
        headings=[_("Country"), _("Operations")],
        rows=[_counted(country.localised, counts[country.pk]) for country in countries],
        spec={
            "unit": _("operations"),
            # Where a territory has no ISO number, the atlas knows it by its English name.
            "countries": [
                {
                    "id": country.numeric or country.name,
                    "name": country.localised,
                    "count": counts[country.pk],
                }
                for country in countries
            ],
        },
    )


def _counted(label: str, count: int) -> Row:
    return Row(label, [Cell(formats.number(Decimal(count)), str(count))])
