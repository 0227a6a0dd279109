from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from common.errors import Invalid
from dashboards import formats
from dashboards.headlines import below, tile
from dashboards.labels import Measures
from figures.evidence import Reason
from figures.evidence import evidence as behind
from figures.query import answer
from figures.question import Question, asked

PAGE = 50


def evidence(request: HttpRequest) -> HttpResponse:
    """The records in a figure, and those left out with their reasons."""
    parameters = {name: text for name, text in request.GET.items() if name not in ("page", "left")}
    try:
        question = asked(parameters, request.user)
    except Invalid as invalid:
        sentences = [sentence for found in invalid.errors.values() for sentence in found]
        return render(request, "dashboards/evidence_refused.html", {"sentences": sentences}, status=400)
    found = behind(question, request.user)
    answered = answer(question, request.user)
    measures = Measures(answered.figures)
    tiles = [tile(figure, measures, question) for figure in sorted(answered.figures, key=measures.order)]
    context = {
        "question": question,
        "tiles": tiles,
        "left_out": below(tiles, answered),
        "page": _page(found.included, request.GET.get("page")),
        "outside": _page(found.left_out, request.GET.get("left")),
        "reasons": dict(Reason.choices),
        "csv_url": question.address(reverse("evidence-csv")),
        **_asked(question),
    }
    return render(request, "dashboards/evidence.html", context)


def _page(facts: Any, number: str | None) -> Any:
    return Paginator(facts.select_related("item"), PAGE).get_page(number)


def _asked(question: Question) -> dict[str, Any]:
    """The question in words: one line a condition."""
    words = {
        _("Measure"): ", ".join(question.measure),
        _("Stage"): ", ".join(formats.stage(code) for code in question.stage),
        _("Operation"): ", ".join(question.operation),
        _("Agency"): ", ".join(question.agency),
        _("Country"): ", ".join(question.country),
        _("From"): question.first,
        _("To"): question.last,
        _("Unit"): question.unit,
    }
    return {"conditions": [{"label": name, "text": text} for name, text in words.items() if text]}
