"""Capacity: courses, training, exercises and equipment by country or by agency, each figure with its records."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.requests import SignedInRequest
from common.errors import Invalid, Refused
from dashboards.explore.address import question_of_page, texts_of, typed_period
from dashboards.explore.choices import ExploreChoices
from dashboards.explore.figures import figures_context
from dashboards.words.questions import sentences_of
from figures.ledger.snapshot import one_snapshot
from figures.question.question import Question
from measures.models import Measure

CAPACITY = (
    "ACTIVITY.COURSES",
    "ACTIVITY.OFFICERS_TRAINED",
    "ACTIVITY.AGENCIES_TRAINED",
    "ACTIVITY.EXERCISES",
    "ACTIVITY.EQUIPMENT",
)
# What the page is grouped by.
BY = ("country", "agency")


def capacity_page(request: SignedInRequest) -> HttpResponse:
    choices, sent = ExploreChoices(request.user), texts_of(request.GET)
    by = sent["by"] if sent.get("by") in BY else BY[0]
    texts = {name: text for name, text in sent.items() if name != "by"}
    try:
        question = question_of_page(texts, request.user, choices)
        _check_measures(question)
    except (Invalid, Refused) as refusal:
        context = _form(Question(), by, choices) | {"sentences": sentences_of(refusal)}
        return render(request, "dashboards/capacity.html", context, status=400)
    asked = question.narrowed(by=("measure", by), measure=question.measure or CAPACITY)
    with one_snapshot():
        context = _form(question, by, choices) | figures_context(request, asked, asked.by)
    context["csv_url"], context["xlsx_url"] = (
        asked.address(reverse(name)) for name in ("explore-csv", "explore-xlsx")
    )
    context["explore_url"] = asked.address(reverse("explore"))
    return render(request, "dashboards/capacity.html", context)


def _check_measures(question: Question) -> None:
    if set(question.measure) - set(CAPACITY):
        sentence = _(
            "This page is about courses, training, exercises and equipment. Explore has every measure."
        )
        raise Invalid({"measure": [sentence]})


def _form(question: Question, by: str, choices: ExploreChoices) -> dict[str, Any]:
    labels = {"country": _("By country"), "agency": _("By agency")}
    asked = question.narrowed(by=()).parameters()
    chosen = {name: ",".join(question.chosen(name)[:1]) for name in ("country", "agency")}
    return {
        "by": by,
        "tabs": [
            {
                "label": label,
                "url": f"{reverse('capacity')}?{urlencode(asked | {'by': code}, safe=',:')}",
                "current": code == by,
            }
            for code, label in labels.items()
        ],
        "asked": asked | {"by": by},
        "measures": Measure.objects.filter(code__in=CAPACITY),
        "measure": question.measure[0] if len(question.measure) == 1 else "",
        "countries": choices.listing("country").options(chosen["country"]),
        "agencies": choices.listing("agency").options(chosen["agency"]),
        "period": typed_period(question),
    }
