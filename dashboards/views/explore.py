"""Explore: any question about figures, asked in a form and answered in words, as a table and as a chart."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.preferences import preferred
from agencies.requests import SignedInRequest
from common.errors import Invalid, Refused
from dashboards.charts.explored import BAR, LINE, MAP, SMALL, STACKED, explored, kinds_of_chart
from dashboards.explore.address import VIEW, is_canonical, question_of_page, texts_of
from dashboards.explore.choices import ExploreChoices, groupings
from dashboards.explore.form import form_of
from dashboards.explore.names import CellNames
from dashboards.explore.nearest import Nearest, Repair, fewer, nearest_of
from dashboards.explore.pivot import Pivot
from dashboards.explore.sentences import capitalised_question
from dashboards.explore.table import RECORDS, VALUE, ExploredTable, address_of_series
from dashboards.views.explore_file import too_many
from dashboards.words.labels import Measures
from dashboards.words.notes import left_out
from dashboards.words.tiles import converted
from figures.answer.figure import Figure
from figures.answer.query import Answer, answer
from figures.ledger.snapshot import one_snapshot
from figures.question.question import Question

PAGE = 25
LIST = "list"
# Of one question on a page; the file has more.
MOST_FIGURES = 5_000


def explore_page(request: SignedInRequest) -> HttpResponse:
    """The answer to the question in the address."""
    texts, choices = texts_of(request.GET), ExploreChoices(request.user)
    try:
        question = question_of_page(texts, request.user, choices)
    except (Invalid, Refused) as refusal:
        repair = Repair(texts, refusal, request.user, choices)
        near = nearest_of(repair.questions(), request.user)
        return _refused(request, near[0].question, repair.sentences(), near, choices)
    if not is_canonical(request.GET, question):
        # The form sent it in words: the address to share has it in codes.
        return redirect(_address(question, request))
    with one_snapshot():
        answered = answer(question, request.user)
        if len(answered.figures) > MOST_FIGURES:
            near = nearest_of(fewer(question), request.user)
            return _refused(request, question, [too_many(len(answered.figures), MOST_FIGURES)], near, choices)
        whole = answer(question.narrowed(by=_unrolled(question), top=0), request.user)
        context = _answered(request, answered, whole)
    context |= {"sentence": capitalised_question(question, request.user), "example": _example(question)}
    context["query"] = question.address("").removeprefix("?")
    context |= form_of(question, request.user, choices)
    if question == Question():
        context["calendar"] = preferred(request.user, "calendar")
    return render(request, "dashboards/explore.html", context)


def _address(question: Question, request: SignedInRequest, **view: str) -> str:
    """The address of the question, with how the page shows it."""
    address = question.address(reverse("explore")).rstrip("?")
    shown = {name: text for name in VIEW if (text := view.get(name, request.GET.get(name, "")))}
    pairs = urlencode(shown)
    return f"{address}{'&' if '?' in address else '?'}{pairs}" if pairs else address


def _unrolled(question: Question) -> tuple[str, ...]:
    """The groupings by which the totals of the table are divided, too."""
    return tuple(name for name in question.by if name in ("measure", "stage"))


def _answered(request: SignedInRequest, answered: Answer, whole: Answer) -> dict[str, Any]:
    measures = Measures([*answered.figures, *whole.figures])
    names = CellNames(answered, request.user)
    table = ExploredTable(answered, whole, names, measures, request.GET.get("sort", ""))
    drawn = _drawn(table, request.GET.get("draw", ""))
    return {
        "table": table,
        **_laid_out(request, table, table.series[drawn] if drawn else []),
        **_charted(table, table.series[drawn] if drawn else [], request.GET.get("chart", "")),
        "drawn": "/".join(each or "" for each in drawn) if drawn else "",
        "series": _series(table),
        "csv_url": answered.question.address(reverse("explore-csv")),
        "xlsx_url": answered.question.address(reverse("explore-xlsx")),
        "converted": converted((table.label(each), map(_, sorted(each.methods))) for each in whole.figures),
        "left_out": left_out(answered),
        "method_notes": answered.method_notes(),
        "asked": answered.question.parameters(),
        "sort": table.sort,
    }


def _laid_out(request: SignedInRequest, table: ExploredTable, figures: list[Figure]) -> dict[str, Any]:
    """A page of the table: the part that is drawn as a pivot table where two things are grouped by, else the list."""
    question, number = table.answered.question, request.GET.get("page")
    several = len(table.names.columns) > 1 and bool(figures)
    as_list = not several or request.GET.get("layout") == LIST
    other = {
        "several": several,
        "other_layout": _address(question, request, layout="" if as_list else LIST, page=""),
    }
    if not as_list:
        pivot = Pivot(table, figures)
        shown = pivot.page(number, request.GET.get("across"))
        return other | {
            "pivot": shown,
            "page": shown.page,
            "pivot_labels": [groupings()[name] for name in pivot.down],
        }
    page = Paginator(table.figures, PAGE).get_page(number)
    return other | {
        "parts": table.parts(page.object_list) if table.grouped else [],
        "rows": [] if table.grouped else table.rows(page.object_list),
        "columns": _columns(question, table, request),
        "page": page,
    }


def _drawn(table: ExploredTable, address: str) -> Any:
    """The part of the table to draw: the one in the address, else the one of most records."""
    by_address = {"/".join(each or "" for each in key): key for key in table.series}
    largest = max(table.series, key=lambda key: sum(each.records for each in table.series[key]), default=None)
    return by_address.get(address, largest)


def _charted(table: ExploredTable, figures: list[Figure], wanted: str) -> dict[str, Any]:
    """The chart of these figures, of the kind in the address if it fits them, and the kinds that fit."""
    chart = explored(table, figures, wanted)
    named = {
        LINE: _("Lines"),
        BAR: _("Bars"),
        STACKED: _("Stacked bars"),
        SMALL: _("A small chart for each"),
        MAP: _("Map"),
    }
    kinds = kinds_of_chart(table, figures) if chart else []
    kind = wanted if wanted in kinds else next(iter(kinds), "")
    return {"chart": chart, "chart_kind": kind, "chart_kinds": [(each, named[each]) for each in kinds]}


def _series(table: ExploredTable) -> list[tuple[str, str]]:
    """The parts of the table that can be drawn, by their address."""
    if not table.grouped:
        return []
    first = [figures[0] for figures in table.series.values()]
    return [(address_of_series(each), _named(table, each)) for each in first]


def _named(table: ExploredTable, figure: Any) -> str:
    unit = table.unit(figure)
    return f"{table.label(figure)} ({unit})" if unit else table.label(figure)


def _columns(question: Question, table: ExploredTable, request: SignedInRequest) -> list[dict[str, Any]]:
    """The headings of the table: each sorts it, without script."""
    named = groupings()
    columns = [(name, named[name]) for name in table.names.columns] or [("", _("Measure"))]
    columns += [(VALUE, _("Figure")), (RECORDS, _("Records"))]
    return [
        {
            "name": name,
            "label": label,
            "number": name in (VALUE, RECORDS),
            "url": _address(question, request, sort=name, page="") if name else "",
            "direction": _direction(name) if name == table.sort != "" else "",
            "icon": f"sort-{_direction(name)}" if name == table.sort != "" else "arrows-sort",
        }
        for name, label in columns
    ]


def _direction(name: str) -> str:
    """Numbers are sorted with the largest first, names and periods in their order."""
    return "descending" if name in (VALUE, RECORDS) else "ascending"


def _refused(
    request: SignedInRequest,
    question: Question,
    sentences: list[str],
    near: list[Nearest],
    choices: ExploreChoices,
) -> HttpResponse:
    """The form with what was understood, what is wrong, and questions that work."""
    context = {"sentences": sentences, "nearest": near} | form_of(question, request.user, choices)
    return render(request, "dashboards/explore_refused.html", context, status=400)


def _example(question: Question) -> list[dict[str, str]]:
    """Questions to begin with, for a reader who has asked nothing yet."""
    if question != Question():
        return []
    examples = [
        (_("Cocaine seized, by year"), Question(by=("year",), measure=("NARC.COCAINE",), stage=("seized",))),
        (_("Cash seized, by country"), Question(by=("country",), measure=("CASH",), stage=("seized",))),
        (_("Arrests, by agency"), Question(by=("agency",), measure=("PEOPLE.ARRESTED",))),
        (_("Everything, by operation"), Question(by=("operation",), top=3)),
    ]
    return [{"text": text, "url": each.address(reverse("explore"))} for text, each in examples]
