from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.models import Agency, Place
from agencies.requests import SignedInRequest
from common.pages.paging import Page
from operations.discretion import Discretion
from operations.models import Operation, Outcome
from operations.veil import veil_operations
from seizures.models import Seizure

FIRST = 10


def search(request: SignedInRequest) -> HttpResponse:
    """One search for everything: operations, records by reference, agencies, places."""
    text = request.GET.get("q", "").replace("\0", "").strip()
    if not text:
        return render(request, "dashboards/search.html", {"text": "", "groups": 0})
    reader = request.user
    operations = Operation.objects.visible_to(reader)
    if exact := operations.filter(code__folded=text).first():
        return redirect(exact)
    found: dict[str, QuerySet[Any]] = {
        "operations": operations.search(text).prefetch_related("participations__agency"),
        "seizures": Seizure.objects.visible_to(reader).referred(text).with_items(),
        "outcomes": Outcome.objects.visible_to(reader)
        .referred(text)
        .with_amounts()
        .select_related("operation", "agency"),
        "agencies": Agency.objects.search(text).select_related("country"),
        "places": Place.objects.search(text).select_related("country"),
    }
    pages = {kind: Page(rows, None, FIRST) for kind, rows in found.items()}
    discretion = Discretion(reader)
    for kind in ("seizures", "outcomes"):
        veil_operations(pages[kind].rows, discretion)
    groups = sum(bool(page) for page in pages.values())
    return render(request, "dashboards/search.html", {"text": text, "groups": groups, **pages})
