from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.requests import SignedInRequest
from common.errors import Refused
from dashboards.operation.belongings import first_rows, participations
from dashboards.operation.figures import OperationFigures
from dashboards.operation.tabs import SUMMARY, tabs_of
from figures.ledger.snapshot import one_snapshot
from operations import rules
from operations.models import Concealment, Conveyance, Operation, Threat


def operation_page(request: SignedInRequest, code: str) -> HttpResponse:
    """The summary of an operation, all of it as of one instant."""
    with one_snapshot():
        return _page(request, code)


def _page(request: SignedInRequest, code: str) -> HttpResponse:
    """The page of an operation: its results in a few figures, their trend, and the participants."""
    reader = request.user
    context = operation_context(request, code, SUMMARY)
    found = context["operation"]
    figures = OperationFigures(found, reader)
    shown, more = first_rows(participations(found, reader))
    context |= {
        **figures.summary(),
        **_described(found),
        "trend": figures.trend(),
        "participations": shown,
        "more_participants": more,
        "asking": found.proposed_phases.visible_to(reader) if rules.steers(found, reader) else (),
        "phases": found.phases.visible_to(reader),
    }
    return render(request, "dashboards/operation/detail.html", context)


def operation_context(request: SignedInRequest, code: str, tab: str) -> dict[str, Any]:
    """The context of every page of an operation. Raises 404 if the reader may not see it."""
    reader = request.user
    found = get_object_or_404(Operation.objects.visible_to(reader).select_related("owner"), code=code)
    umbrella = (
        Operation.objects.visible_to(reader).filter(pk=found.parent_id).first() if found.parent_id else None
    )
    return {
        "operation": found,
        "umbrella": umbrella,
        "may_steer": _may_steer(found, reader),
        "tabs": tabs_of(found, reader, tab),
    }


def _may_steer(found: Operation, reader: User) -> bool:
    try:
        rules.may_steer(found, reader)
    except Refused:
        return False
    return True


def _described(found: Operation) -> dict[str, Any]:
    choices = [
        (_("Threats"), found.threats, Threat),
        (_("Conveyances met"), found.conveyances, Conveyance),
        (_("Concealments met"), found.concealments, Concealment),
    ]
    passages = [
        (_("Objectives"), found.objectives),
        (_("Legal bases"), found.legal_bases),
        (_("Findings"), found.findings),
    ]
    return {
        "facts": [
            {"label": label, "text": ", ".join(str(words(code).label) for code in codes)}
            for label, codes, words in choices
            if codes
        ],
        "passages": [{"label": label, "text": text} for label, text in passages if text],
    }
