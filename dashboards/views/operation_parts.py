"""Pages with all of what the operation's page shows only in part: results, credits and lists."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from common.pages.paging import Page
from dashboards.operation.belongings import LISTINGS
from dashboards.operation.figures import MOST, OperationFigures
from dashboards.views.operation import operation_context
from figures.ledger.snapshot import one_snapshot
from measures.models import Measure


def results_page(request: HttpRequest, code: str, family: str) -> HttpResponse:
    """The results of one family of measures, such as all narcotics."""
    top = get_object_or_404(Measure, code=family, parent=None)
    with one_snapshot():
        context = operation_context(request, code)
        rows = OperationFigures(context["operation"], request.user).results.rows(family)
        page = Paginator(rows, MOST).get_page(request.GET.get("page"))
        context |= {"title": str(top), "results": page.object_list, "page": page, "more_sources": True}
        return render(request, "dashboards/operation/results_page.html", context)


def agencies_page(request: HttpRequest, code: str) -> HttpResponse:
    return _shared(request, code, "by_agency", _("By agency"), _("Agency"))


def phases_page(request: HttpRequest, code: str) -> HttpResponse:
    return _shared(request, code, "by_phase", _("By phase"), _("Phase"))


def _shared(request: HttpRequest, code: str, name: str, title: str, who: str) -> HttpResponse:
    """One figure with everybody who is credited with it, and the bridge from their sum to the total."""
    with one_snapshot():
        context = operation_context(request, code)
        shared = getattr(OperationFigures(context["operation"], request.user), name)
        if not shared or not shared.totals:
            raise Http404
        address = request.GET.get("figure") or next(iter(shared.totals))
        if address not in shared.totals:
            raise Http404
        page = Paginator(range(shared.count(address)), MOST).get_page(request.GET.get("page"))
        context |= {
            "title": title,
            "who": who,
            "way": name,
            "credits": [shared.credits(address, page.start_index() - 1, MOST)],
            "choices": shared.labels(),
            "page": page,
        }
        return render(request, "dashboards/operation/credits_page.html", context)


def listing_page(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """A whole list, of which the operation's page has the first rows."""
    listing = LISTINGS[name]
    context = operation_context(request, code)
    rows = listing.rows(context["operation"], request.user)
    page = Page(rows, request.GET.get("page"), MOST)
    context |= {"title": listing.title, listing.variable: page.rows, "page": page, "listing": listing}
    return render(request, "dashboards/operation/listing_page.html", context)
