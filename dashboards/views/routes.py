"""Routes and methods: flows from origin to destination, methods by year, and what was first seen."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.requests import SignedInRequest
from common.errors import Invalid, Refused
from dashboards.charts.explored import explored
from dashboards.explore.address import question_of_page, texts_of, typed_period
from dashboards.explore.choices import ExploreChoices, groupings
from dashboards.explore.names import CellNames
from dashboards.explore.sentences import capitalised_question
from dashboards.explore.table import ExploredTable, address_of_series
from dashboards.routes.first_seen import NARROWING, check_narrowing, first_seen
from dashboards.routes.flows import LEGS, flows
from dashboards.words.labels import Measures
from dashboards.words.notes import left_out
from dashboards.words.questions import sentences_of
from figures.answer.query import answer
from figures.ledger.snapshot import one_snapshot
from figures.question.question import Question

PAGE = 25
FIRST_SEEN = "first"
# What each part of the page is grouped by.
BY = {
    "routes": LEGS,
    "conveyance": ("conveyance", "year"),
    "concealment": ("concealment", "year"),
    FIRST_SEEN: (),
}
SHOW = "show"


def routes_page(request: SignedInRequest) -> HttpResponse:
    choices, show = ExploreChoices(request.user), _shown(request)
    texts = {name: text for name, text in texts_of(request.GET).items() if name not in (SHOW, "by")}
    try:
        question = question_of_page(texts, request.user, choices)
        if show == FIRST_SEEN:
            check_narrowing(question)
    except (Invalid, Refused) as refusal:
        context = _form(request, Question(), choices, show) | {"sentences": sentences_of(refusal)}
        return render(request, "dashboards/routes.html", context, status=400)
    context = _form(request, question, choices, show)
    with one_snapshot():
        if show == FIRST_SEEN:
            context["sightings"] = first_seen(question, request.user)
        else:
            context |= _answered(request, question.narrowed(by=BY[show]), show)
    return render(request, "dashboards/routes.html", context)


def _shown(request: SignedInRequest) -> str:
    show = request.GET.get(SHOW, "")
    return show if show in BY else "routes"


def _form(request: SignedInRequest, question: Question, choices: ExploreChoices, show: str) -> dict[str, Any]:
    labels = {
        "routes": _("Routes"),
        "conveyance": _("Conveyances"),
        "concealment": _("Concealments"),
        FIRST_SEEN: _("First seen"),
    }
    asked = question.narrowed(by=()).parameters()
    narrowing = {name: text for name, text in asked.items() if name in NARROWING}
    return {
        "show": show,
        "tabs": [
            {
                "label": label,
                "url": _address(narrowing if code == FIRST_SEEN else asked, show=code),
                "current": code == show,
            }
            for code, label in labels.items()
        ],
        "measures": choices.listing("measure").options(",".join(question.measure[:1])),
        "stages": choices.listing("stage").options(",".join(question.stage[:1])),
        "countries": choices.listing("country").options(",".join(question.country[:1])),
        "period": typed_period(question),
        "sentence": capitalised_question(question, request.user),
    }


def _address(asked: dict[str, str], **view: str) -> str:
    return f"{reverse('routes')}?{urlencode(asked | view, safe=',:')}"


def _answered(request: SignedInRequest, question: Question, show: str) -> dict[str, Any]:
    answered = answer(question, request.user)
    whole = answer(question.narrowed(by=()), request.user)
    # A figure that states nothing of what this is about is no row of it.
    answered.figures = [
        figure for figure in answered.figures if any(figure.cell[name] for name in BY[show][:3])
    ]
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
        "chart": (flows if show == "routes" else explored)(table, figures) if figures else None,
        "drawn": "/".join(each or "" for each in drawn) if drawn else "",
        "series": _series(table),
        "asked": question.narrowed(by=()).parameters() | {SHOW: show},
        "left_out": left_out(answered),
        "method_notes": answered.method_notes(),
    }


def _drawn(table: ExploredTable, address: str) -> Any:
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
