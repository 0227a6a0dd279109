"""Compare: two operations, agencies, countries or periods side by side, with the difference and the records."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from agencies.requests import SignedInRequest
from common.errors import Invalid, Refused
from dashboards.evidence.moves import moves_of
from dashboards.explore.choices import ExploreChoices
from dashboards.explore.comparison import Comparison, kinds
from dashboards.explore.explained import explained, moved_of
from dashboards.words.labels import Measures
from dashboards.words.notes import left_out
from dashboards.words.questions import sentences_of
from figures.answer.query import answer
from figures.changes.moved import Moved, moved_between
from figures.ledger.snapshot import one_snapshot
from figures.question.dimensions import WAYS
from figures.question.tree import Tree

PAGE = 25
# The difference whose records are listed.
WHY = "why"
# What both sides have in common is chosen from these.
SHARED = ("measure", "stage", "period", "calendar")


def compare_page(request: SignedInRequest) -> HttpResponse:
    choices = ExploreChoices(request.user)
    comparison = Comparison(_without_why(request.GET), request.user, choices)
    context: dict[str, Any] = {
        "kinds": [(code, label, f"{reverse('compare')}?of={code}") for code, label in kinds().items()],
        "of": comparison.of,
        "shared": {name: comparison.common.get(name, "") for name in SHARED},
        "measures": choices.listing("measure").options(comparison.common.get("measure", "")),
        "stages": choices.listing("stage").options(comparison.common.get("stage", "")),
        "several": comparison.of in WAYS,
        "sentences": [],
        "page": None,
    }
    try:
        comparison.shared()
        sides = comparison.sides()
    except (Invalid, Refused) as refusal:
        context |= {"sides": comparison.empty_sides(), "sentences": sentences_of(refusal)}
        return render(request, "dashboards/compare.html", context, status=400)
    return render(request, "dashboards/compare.html", context | {"sides": sides} | _compared(request, sides))


def _without_why(sent: QueryDict) -> QueryDict:
    rest = sent.copy()
    rest.pop(WHY, None)
    return rest


def _compared(request: SignedInRequest, sides: list[Any]) -> dict[str, Any]:
    first, second = (side.question for side in sides)
    if first is None or second is None:
        return {}
    with one_snapshot():
        before, after = answer(first, request.user), answer(second, request.user)
        found = moved_between(before.figures, after.figures)
        moves = moves_of(found, first, second)
        chosen = moved_of(found, request.GET.get(WHY, ""))
        why = _why(request, chosen, sides, after.tree) if chosen else {}
    return why | {
        "page": Paginator(moves, PAGE).get_page(request.GET.get("page")),
        "left_out": [
            (side.title, phrases)
            for side, answered in zip(sides, (before, after), strict=True)
            if (phrases := left_out(answered))
        ],
    }


def _why(request: SignedInRequest, chosen: Moved, sides: list[Any], tree: Tree) -> dict[str, Any]:
    asked = [(side.title, side.question) for side in sides]
    return {
        "why": Measures([chosen.after]).label(chosen.after),
        "sides_explained": explained(chosen, asked, tree, request.user, reverse("evidence")),
    }
