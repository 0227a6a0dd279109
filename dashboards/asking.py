"""What the pages of a figure have in common: the question in the address, and in words."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from common.errors import Invalid, Refused
from dashboards import formats
from figures.question import Question


def sentences_of(refusal: Invalid | Refused) -> list[str]:
    if isinstance(refusal, Refused):
        return [str(refusal)]
    return [sentence for found in refusal.errors.values() for sentence in found]


def refused(request: HttpRequest, refusal: Invalid | Refused) -> HttpResponse:
    """The page that says what is possible instead."""
    status = refusal.status if isinstance(refusal, Refused) else 400
    context = {"sentences": sentences_of(refusal)}
    return render(request, "dashboards/evidence_refused.html", context, status=status)


def conditions(question: Question) -> list[dict[str, Any]]:
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
        _("As of"): formats.moment(question.as_of) if question.as_of else "",
        _("Status"): _("not verified yet") if question.status == "unverified" else "",
    }
    return [{"label": name, "text": text} for name, text in words.items() if text]
