"""Routes and methods: flows from origin to destination, methods by year, and what was first seen."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.requests import SignedInRequest
from common.errors import Invalid, Refused
from dashboards.charts.explored import explored
from dashboards.explore.address import question_of_page, texts_of, typed_period
from dashboards.explore.choices import ExploreChoices
from dashboards.explore.figures import figures_context
from dashboards.explore.sentences import capitalised_question
from dashboards.routes.first_seen import NARROWING, check_narrowing, first_seen
from dashboards.routes.flows import LEGS, flows
from dashboards.words.questions import sentences_of
from figures.ledger.snapshot import one_snapshot
from figures.question.question import Question

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
            draw = flows if show == "routes" else explored
            context |= figures_context(request, question.narrowed(by=BY[show]), BY[show][:3], draw)
            context["asked"] = question.parameters() | {SHOW: show}
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


def _address(parameters: dict[str, str], **view: str) -> str:
    return f"{reverse('routes')}?{urlencode(parameters | view, safe=',:')}"
