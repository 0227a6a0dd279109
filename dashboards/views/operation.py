from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from agencies.models import User
from common.errors import Refused
from dashboards import charts
from dashboards.operation.figures import figures_context
from figures.ledger.snapshot import one_snapshot
from operations import rules
from operations.discretion import Discretion
from operations.history import history_of, named_readers
from operations.models import (
    Acceptance,
    Claim,
    Concealment,
    Conveyance,
    Indicator,
    Operation,
    OperationReader,
    Outcome,
    Source,
    Threat,
    sources_for,
)
from seizures.models import Credit, Seizure

LISTED = 10


def operation_page(request: HttpRequest, code: str) -> HttpResponse:
    """The page of an operation, all of it as of one instant."""
    with one_snapshot():
        return _page(request, code)


def _page(request: HttpRequest, code: str) -> HttpResponse:
    """What an operation (with its phases) achieved, who took part, and where each figure comes from."""
    reader = request.user
    found = get_object_or_404(Operation.objects.visible_to(reader).select_related("owner"), code=code)
    umbrella = Operation.objects.visible_to(reader).filter(pk=found.parent_id).first()
    discretion = Discretion(reader)
    # Who was named to read it is for those inside.
    parts = [named_readers(OperationReader, "operation")] if discretion.is_inside(found) else []
    context = {
        "operation": found,
        **figures_context(found, reader),
        "map": charts.participating(Operation.objects.filter(pk=found.pk)),
        "may_steer": _may_steer(found, reader),
        "asking": found.proposed_phases.visible_to(reader) if rules.steers(found, reader) else (),
        "umbrella": umbrella,
        "history": history_of(found, discretion, parts=parts),
    }
    return render(
        request, "dashboards/operation/detail.html", context | _described(found) | _listed(found, reader)
    )


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


def _listed(found: Operation, reader: User) -> dict[str, Any]:
    """The latest of what belongs to the operation or its phases, or is credited to it."""
    own = Q(operation=found) | Q(operation__parent=found)
    credited = Credit.objects.filter(operation=found, acceptance=Acceptance.ACCEPTED).values("seizure")
    seizures = Seizure.objects.visible_to(reader).filter(own | Q(pk__in=credited))
    outcomes = Outcome.objects.visible_to(reader).filter(own)
    return {
        "participations": found.participations.select_related("agency__country", "country"),
        "phases": found.phases.visible_to(reader),
        **_standing("seizures", seizures, seizures.with_items()),
        **_standing(
            "outcomes",
            outcomes,
            outcomes.select_related("operation", "measure", "unit", "currency", "agency"),
        ),
        "indicators": Indicator.objects.visible_to(reader)
        .filter(operation=found)
        .select_related("unit")
        .prefetch_related(sources_for(reader)),
        "sources": _sources(found, seizures, outcomes).visible_to(reader),
    }


def _standing(name: str, records: QuerySet, shown: QuerySet) -> dict[str, Any]:
    """The latest that are neither withdrawn nor superseded, and how many more of them there are."""
    listed = shown.standing()[:LISTED]
    more = records.standing().order_by().count() - LISTED
    return {name: listed, f"more_{name}": max(more, 0)}


def _sources(found: Operation, seizures: QuerySet, outcomes: QuerySet) -> Any:
    named = (
        Claim.objects.filter(operation=found).order_by().values("source"),
        Indicator.objects.filter(operation=found).order_by().values("source"),
        seizures.order_by().values("source"),
        outcomes.order_by().values("source"),
    )
    wanted = Q()
    for ids in named:
        wanted |= Q(pk__in=ids)
    return Source.objects.filter(wanted)
