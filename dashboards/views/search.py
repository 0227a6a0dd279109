from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from agencies.models import Agency, Place
from operations.models import Operation, Outcome
from seizures.models import Seizure

MOST = 10


def search(request: HttpRequest) -> HttpResponse:
    """One search for everything: an operation's code or name, a record's reference, an agency, a place."""
    text = request.GET.get("q", "").replace("\0", "").strip()
    if not text:
        return render(request, "dashboards/search.html", {"text": "", "groups": 0})
    reader = request.user
    operations = Operation.objects.visible_to(reader)
    if exact := operations.filter(code__folded=text).first():
        return redirect(exact)
    found = {
        "operations": operations.search(text).prefetch_related("participations__agency")[:MOST],
        "seizures": Seizure.objects.visible_to(reader).referred(text).with_items()[:MOST],
        "outcomes": Outcome.objects.visible_to(reader)
        .referred(text)
        .select_related("operation", "measure", "unit", "currency", "agency")[:MOST],
        "agencies": Agency.objects.search(text).select_related("country")[:MOST],
        "places": Place.objects.search(text).select_related("country")[:MOST],
    }
    groups = sum(bool(rows) for rows in found.values())
    return render(request, "dashboards/search.html", {"text": text, "groups": groups, **found})
