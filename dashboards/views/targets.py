from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from agencies.requests import SignedInRequest
from common.pages.paging import Page
from dashboards.operation.figures import MOST
from dashboards.operation.targets import target_rows, targets_in_order
from dashboards.views.operation import operation_context
from figures.ledger.snapshot import one_snapshot
from figures.targets import target_progress
from operations.models import Participation, Plan
from records.forms.plans import PlanCopyForm

TARGETS = "operation-targets"


def targets_page(request: SignedInRequest, code: str) -> HttpResponse:
    """What an operation expects: who reports how often, and its targets beside what is recorded."""
    reader = request.user
    with one_snapshot():
        context = operation_context(request, code, TARGETS)
        found = context["operation"]
        page = Page(targets_in_order(found, reader), request.GET.get("page"), MOST)
        rows = target_rows(target_progress(page.rows, reader))
    plan = Plan.objects.filter(operation=found).select_related("operation").first()
    copying = PlanCopyForm(operation=found, reader=reader) if context["may_steer"] else None
    reporting = Participation.objects.reporting().filter(operation=found).select_related("agency")
    agencies = {row.agency for row in reporting if row.agency}
    context |= {
        "title": _("Targets"),
        "targets": rows,
        "page": page,
        "plan": plan,
        "copying": copying if copying and copying.listing.choices else None,
        "reporting": sorted(agencies, key=lambda agency: agency.code),
    }
    return render(request, "dashboards/operation/targets_page.html", context)
