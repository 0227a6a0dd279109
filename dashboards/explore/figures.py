"""The figures of one question as a page has them: the table in parts, and one of the parts as a chart."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from agencies.requests import SignedInRequest
from dashboards.charts.chart import Chart
from dashboards.charts.explored import explored
from dashboards.explore.choices import groupings
from dashboards.explore.names import CellNames
from dashboards.explore.table import ExploredTable, SeriesKey, address_of_series
from dashboards.words.labels import Measures
from dashboards.words.notes import left_out
from figures.answer.figure import Figure
from figures.answer.query import answer
from figures.question.question import Question

PAGE = 25


def figures_context(
    request: SignedInRequest,
    question: Question,
    stating: tuple[str, ...],
    draw: Callable[[ExploredTable, list[Figure]], Chart | None] = explored,
) -> dict[str, Any]:
    """The context of templates/dashboards/explore/figures.html; a figure that states none of `stating` is no row."""
    answered = answer(question, request.user)
    whole = answer(question.narrowed(by=()), request.user)
    answered.figures = [figure for figure in answered.figures if any(figure.cell[name] for name in stating)]
    names = CellNames(answered, request.user)
    table = ExploredTable(answered, whole, names, Measures([*answered.figures, *whole.figures]), "")
    page = Paginator(table.figures, PAGE).get_page(request.GET.get("page"))
    drawn = _drawn(table, request.GET.get("draw", ""))
    figures = table.series[drawn] if drawn else []
    return {
        "table": table,
        "parts": [{"label": each.label, "unit": each.unit, "rows": each.rows} for each in table.parts(page)],
        "columns": _columns(table),
        "page": page,
        "chart": draw(table, figures) if figures else None,
        "drawn": "/".join(each or "" for each in drawn) if drawn else "",
        "series": _series(table),
        "left_out": left_out(answered),
        "method_notes": answered.method_notes(),
    }


def _drawn(table: ExploredTable, address: str) -> SeriesKey | None:
    """The part of the table to draw: the one in the address, else the one of most records."""
    by_address = {"/".join(each or "" for each in key): key for key in table.series}
    largest = max(table.series, key=lambda key: sum(each.records for each in table.series[key]), default=None)
    return by_address.get(address, largest)


def _series(table: ExploredTable) -> list[tuple[str, str]]:
    """The parts of the table that can be drawn, by their address."""
    first = [figures[0] for figures in table.series.values()]
    units = {address_of_series(each): table.unit(each) for each in first}
    return [
        (address, f"{table.label(each)} ({units[address]})" if units[address] else table.label(each))
        for each in first
        if (address := address_of_series(each))
    ]


def _columns(table: ExploredTable) -> list[dict[str, Any]]:
    named = groupings()
    columns = [{"label": named[name], "number": False} for name in table.names.columns]
    return [*columns, {"label": _("Figure"), "number": True}, {"label": _("Records"), "number": True}]
