"""Links: operations that have something in common with one, and patterns that recur more often than by chance."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.requests import SignedInRequest
from analysis.links.patterns import FEWEST, Recurring, recurring_patterns
from analysis.links.related import SHARED, Related, evidence_of_shared, related_operations
from common.errors import Invalid, Refused
from common.text.numbers import number
from dashboards.explore.address import question_of_page, texts_of
from dashboards.explore.choices import DIMENSION, ExploreChoices, names_of
from dashboards.words.questions import sentences_of
from figures.ledger.snapshot import one_snapshot
from figures.question.question import Question
from measures.models import Measure
from operations.models import Operation
from operations.sharing import Reader

# Of each kind of what two operations share, so many are named.
NAMED = 5


def links_page(request: SignedInRequest) -> HttpResponse:
    """The operations related to one: each thing in common opens to the records of both."""
    code = request.GET.get("operation", "").strip()
    visible = Operation.objects.visible_to(request.user)
    chosen = visible.filter(code=code).first() if code and "\0" not in code else None
    context: dict[str, Any] = {
        "code": code,
        "chosen": chosen,
        "unknown": bool(code) and chosen is None,
        "options": ExploreChoices(request.user).listing("operation").options(code),
    }
    if chosen:
        with one_snapshot():
            context["rows"] = _rows(chosen, related_operations(chosen, request.user), request.user)
    return render(request, "dashboards/links/list.html", context, status=404 if context["unknown"] else 200)


def patterns_page(request: SignedInRequest) -> HttpResponse:
    """Routes, concealments and measures that occur together more often than by chance."""
    choices = ExploreChoices(request.user)
    try:
        question = question_of_page(texts_of(request.GET), request.user, choices)
    except (Invalid, Refused) as refusal:
        context: dict[str, Any] = {"sentences": sentences_of(refusal), "fewest": FEWEST}
        return render(request, "dashboards/links/patterns.html", context, status=400)
    with one_snapshot():
        found = recurring_patterns(question, request.user)
    context = {"rows": _patterns(found, question, request.user), "fewest": FEWEST}
    return render(request, "dashboards/links/patterns.html", context)


def _rows(operation: Operation, found: list[Related], reader: Reader) -> list[dict[str, Any]]:
    names = dict(
        Operation.objects.visible_to(reader)
        .filter(code__in=[each.code for each in found])
        .values_list("code", "name")
    )
    words = _words(found, reader)
    return [
        {
            "code": each.code,
            "name": names.get(each.code, each.code),
            "kinds": [
                {"label": _labels()[kind], "things": _things(kind, values, operation.code, each.code, words)}
                for kind, values in each.shared.items()
            ],
        }
        for each in found
    ]


def _labels() -> dict[str, str]:
    return {
        "phases": _("Umbrella and phases"),
        "participants": _("Participants"),
        "credits": _("Records of the one credited to the other"),
        "routes": _("Routes"),
        "places": _("Places"),
        "methods": _("Methods"),
    }


def _things(
    kind: str, values: list[Any], ours: str, theirs: str, words: dict[str, dict[str, str]]
) -> list[dict[str, str]]:
    """What both have, in words, each with the address of the records or the page that shows it."""
    more = [{"text": _("and %(number)d more") % {"number": len(values) - NAMED}, "url": ""}]
    return [_thing(kind, each, ours, theirs, words) for each in values[:NAMED]] + more[: len(values) > NAMED]


def _thing(kind: str, value: Any, ours: str, theirs: str, words: dict[str, dict[str, str]]) -> dict[str, str]:
    if kind == "credits":
        return {"text": str(value), "url": value.get_absolute_url()}
    if kind == "phases":
        named = {"phase": _("its phase"), "sibling": _("a phase of the same"), "umbrella": _("its umbrella")}
        return {"text": named[value], "url": reverse("operation", args=[theirs])}
    if kind == "participants":
        text = words["agency"].get(value, value)
        return {"text": text, "url": reverse("operation-participants", args=[theirs])}
    parts = [words[name].get(code, code) for name, code in zip(SHARED[kind], value, strict=True)]
    joint = " → " if kind == "routes" else ", "
    url = evidence_of_shared(kind, value, (ours, theirs)).address(reverse("evidence"))
    return {"text": joint.join(parts), "url": url}


def _words(found: list[Related], reader: Reader) -> dict[str, dict[str, str]]:
    """The names of all codes that are shared, by dimension."""
    codes: dict[str, set[str]] = {name: set() for names in SHARED.values() for name in names}
    codes["agency"] = {value for each in found for value in each.shared.get("participants", ())}
    for each in found:
        for kind, names in SHARED.items():
            for value in each.shared.get(kind, ()):
                for name, code in zip(names, value, strict=True):
                    codes[name].add(code)
    return {name: _named(name, some, reader) for name, some in codes.items()}


def _named(name: str, codes: Iterable[str], reader: Reader) -> dict[str, str]:
    return {code: str(text) for code, text in names_of(DIMENSION[name], sorted(codes), reader).items()}


def _patterns(found: list[Recurring], question: Question, reader: Reader) -> list[dict[str, Any]]:
    words = {
        name: _named(name, {getattr(each, name) for each in found}, reader)
        for name in ("origin", "destination", "concealment")
    }
    measures = dict(
        Measure.objects.filter(code__in={each.measure for each in found}).values_list("code", "name")
    )
    return [
        {
            "measure": _(measures[each.measure]),
            "route": f"{words['origin'][each.origin]} → {words['destination'][each.destination]}",
            "concealment": words["concealment"][each.concealment],
            "records": each.records,
            "expected": number(Decimal(f"{each.expected:.1f}")),
            "lift": number(Decimal(f"{each.lift:.1f}")),
            "probability": f"{each.probability:.1g}",
            "url": _behind(each, question).address(reverse("evidence")),
        }
        for each in found
    ]


def _behind(each: Recurring, question: Question) -> Question:
    return question.narrowed(
        by=(),
        measure=(each.measure,),
        alone=True,
        stage=("seized",),
        origin=(each.origin,),
        destination=(each.destination,),
        concealment=(each.concealment,),
    )
