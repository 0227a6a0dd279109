"""Routes as a picture: from origins through transit to destinations, each band as wide as its figure."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.charts.chart import Cell, Chart, ChartRow
from dashboards.explore.table import ExploredTable
from figures.answer.figure import Figure
from figures.answer.links import evidence_of
from measures import formats

LEGS = ("origin", "transit", "destination")
# More cannot be told apart; the table has all routes.
MOST = 40
# A leg and its country: a country is another node as origin, in transit and as destination, so no band turns back.
Stop = tuple[str, str]
Band = tuple[Stop, Stop]


def flows(table: ExploredTable, figures: list[Figure]) -> Chart | None:
    """The figures of one measure, stage and unit that state at least two of the three; None where none does."""
    bands = _bands(figures)
    if not bands:
        return None
    drawn = dict(sorted(bands.items(), key=lambda entry: -(entry[1].value or 0))[:MOST])
    example = figures[0]
    label, unit = table.label(example), table.unit(example)
    cells = {band: _cell(table, band, figure) for band, figure in drawn.items()}
    return Chart(
        id="flows",
        title=f"{label} ({unit})" if unit else label,
        summary=_summary(table, cells, left=len(bands) - len(drawn)),
        headings=[_("Route"), _("Figure")],
        rows=[ChartRow(_route(table, band), [cell]) for band, cell in cells.items()],
        spec={"type": "sankey", "unit": unit, **_picture(table, drawn, cells)},
    )


def _bands(figures: list[Figure]) -> dict[Band, Figure]:
    """What went from each stop to the next one that is stated, whatever came before and after."""
    bands: dict[Band, Figure] = {}
    for figure in figures:
        stops = [(leg, code) for leg in LEGS if (code := figure.cell[leg])]
        for band in pairwise(stops) if figure.value else ():
            bands.setdefault(band, Figure(figure.cell, figure.unit, operator=figure.operator)).add(figure)
    return bands


def _cell(table: ExploredTable, band: Band, figure: Figure) -> Cell:
    amount = table.amount(figure)
    text = formats.figure(amount.value, amount.unit, amount.qualifier, amount.counted_in)
    value = formats.copied(figure.value, figure.unit) if figure.value else ""
    return Cell(text, value, _records(table, band, figure))


def _records(table: ExploredTable, band: Band, figure: Figure) -> str:
    """The address of the records of a band: of any origin or destination, where the band does not have that leg."""
    legs = {leg for leg, _code in band}
    left = {leg: () for leg in LEGS if leg not in legs and leg != "transit"}
    answered = table.answered
    behind = evidence_of(figure, answered.question, answered.tree).narrowed(**left)
    return behind.address(reverse("evidence"))


def _picture(table: ExploredTable, drawn: dict[Band, Figure], cells: dict[Band, Cell]) -> dict[str, Any]:
    stops = dict.fromkeys(stop for band in drawn for stop in band)
    return {
        "nodes": [
            {"name": ":".join(stop), "label": _name(table, stop), "depth": LEGS.index(stop[0])}
            for stop in stops
        ],
        "links": [
            {
                "source": ":".join(band[0]),
                "target": ":".join(band[1]),
                # Only for the width of a band: the table beside it has the exact decimals.
                "value": float(formats.value_to_read(figure.value or Decimal(0), figure.unit)),
                "text": cells[band].text,
                "url": cells[band].url,
            }
            for band, figure in drawn.items()
        ],
    }


def _name(table: ExploredTable, stop: Stop) -> str:
    return table.names.of_value(*stop).text


def _route(table: ExploredTable, band: Band) -> str:
    return " → ".join(_name(table, stop) for stop in band)


def _summary(table: ExploredTable, cells: dict[Band, Cell], *, left: int) -> str:
    band, cell = next(iter(cells.items()))
    sentences = [_("Most on %(route)s: %(figure)s.") % {"route": _route(table, band), "figure": cell.text}]
    if left:
        phrase = ngettext("%d more is not drawn.", "%d more are not drawn.", left)
        sentences.append(formats.count_phrase(phrase, left))
    return " ".join(sentences)
