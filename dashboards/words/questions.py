"""The question of a page: parsed from the address, and in words."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import Invalid, Refused
from dashboards.words.labels import stage_name
from figures.question.dimensions import DIMENSIONS
from figures.question.question import NONE, Question
from measures import formats
from measures.models import Measure


def sentences_of(refusal: Invalid | Refused) -> list[str]:
    """The errors, each with the name of its field."""
    if isinstance(refusal, Refused):
        return [str(refusal)]
    words = _words()
    found = [(words.get(name, ""), each) for name, all_of in refusal.errors.items() for each in all_of]
    return [f"{label}: {sentence}" if label else sentence for label, sentence in found]


def refused_question(request: HttpRequest, refusal: Invalid | Refused) -> HttpResponse:
    """The page that shows why a question cannot be answered, and what is possible instead."""
    status = refusal.status if isinstance(refusal, Refused) else 400
    context = {"sentences": sentences_of(refusal)}
    return render(request, "dashboards/evidence_refused.html", context, status=status)


def refused_file(refusal: Invalid | Refused) -> HttpResponse:
    """The answer in the place of a file, as text."""
    text = "\n".join(sentences_of(refusal))
    return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")


def conditions(question: Question) -> list[dict[str, Any]]:
    """The conditions of the question in words, one line each."""
    texts = {
        "measure": _listed(question.measure, _measures(question.measure)),
        "stage": ", ".join(stage_name(code) for code in question.stage),
        **{
            each.name: _listed(codes, each.named(codes))
            for each in DIMENSIONS
            if (codes := question.chosen(each.name))
        },
        "from": formats.partial_date(question.first.isoformat()) if question.first else "",
        "to": _last_day(question),
        "unit": question.unit,
        "as_of": formats.moment(question.as_of) if question.as_of else "",
        "reported_as_of": (
            formats.partial_date(question.reported_as_of.isoformat()) if question.reported_as_of else ""
        ),
        "status": _("not verified yet") if question.status == "unverified" else "",
    }
    words = _words()
    return [{"label": words[name], "text": text} for name, text in texts.items() if text]


def _last_day(question: Question) -> str:
    """The last day of the question; for a period that is not over, that it is a period to date."""
    if question.last is None:
        return ""
    text = formats.partial_date(question.last.isoformat())
    today = (question.as_of or timezone.now()).date()
    begun = question.first is None or question.first <= today
    return _("%(day)s (to date)") % {"day": text} if begun and today < question.last else text


def _words() -> dict[str, str]:
    """Labels of the parts of a question."""
    return {
        "measure": _("Measure"),
        "stage": _("Stage"),
        **{each.name: str(each.label) for each in DIMENSIONS},
        "from": _("From"),
        "to": _("To"),
        "unit": _("Unit"),
        "by": _("Group by"),
        "period": _("Period"),
        "calendar": _("Calendar"),
        "currency": _("Money"),
        "top": _("Only the largest"),
        "as_of": _("As of"),
        "reported_as_of": _("As reported on"),
        "status": _("Status"),
        "since": _("Since"),
        "until": _("Until"),
    }


def _listed(codes: tuple[str, ...], named: dict[str, str]) -> str:
    named = {NONE: _("not stated"), **named}
    return ", ".join(named.get(code, code) for code in codes)


def _measures(codes: tuple[str, ...]) -> dict[str, str]:
    found = Measure.objects.filter(code__in=codes) if codes else ()
    return {measure.code: _(measure.name) for measure in found}
