"""Pages of legal instruments: the list, one with its parties, and the legal coverage of an operation."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from agencies.requests import SignedInRequest
from common.pages.paging import Page
from dashboards.operation.legal import legal_context
from dashboards.views.operation import operation_context
from operations.models import LegalInstrument, Operation

LEGAL = "operation-legal"


def legal_page(request: SignedInRequest, code: str) -> HttpResponse:
    """Which participating countries are parties to what the operation rests on, and which are not."""
    context = operation_context(request, code, LEGAL)
    context |= legal_context(context["operation"])
    page = Page(context["rows"], request.GET.get("page"))
    context |= {"title": _("Legal coverage"), "rows": page.rows, "page": page}
    return render(request, "dashboards/operation/legal_page.html", context)


def legal_instruments_page(request: SignedInRequest) -> HttpResponse:
    text = request.GET.get("q", "").replace("\0", "").strip()
    found = LegalInstrument.objects.search(text) if text else LegalInstrument.objects.all()
    page = Page(found.order_by("code").prefetch_related("parties"), request.GET.get("page"))
    return render(request, "dashboards/legal/list.html", {"page": page, "text": text})


def legal_instrument_page(request: SignedInRequest, code: str) -> HttpResponse:
    """An instrument with its parties, and the operations that rest on it as far as the reader may see them."""
    instrument = get_object_or_404(LegalInstrument, code=code)
    page = Page(instrument.parties.select_related("country"), request.GET.get("page"))
    context = {
        "instrument": instrument,
        "page": page,
        "parties": page.rows,
        "number": instrument.parties.count(),
        "operations": Page(
            Operation.objects.visible_to(request.user).filter(legal_instruments=instrument).order_by("code"),
            request.GET.get("operations"),
        ),
    }
    return render(request, "dashboards/legal/detail.html", context)
