"""The tabs of an operation beside its summary, and the pages below them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from agencies.requests import SignedInRequest
from common.pages.paging import Page
from dashboards import charts
from dashboards.operation.belongings import LISTINGS, first_rows, indicators, participations, sources
from dashboards.operation.figures import MOST, OperationFigures
from dashboards.operation.files import files_context
from dashboards.operation.persons import persons_of
from dashboards.views.operation import operation_context
from figures.ledger.snapshot import one_snapshot
from measures.models import Measure
from operations.models import Operation, OutcomePersons

RESULTS, PARTICIPANTS, SOURCES = "operation-results", "operation-participants", "operation-sources"


def all_results_page(request: SignedInRequest, code: str) -> HttpResponse:
    """The page of all results, by measure, beside what sources state."""
    with one_snapshot():
        context = operation_context(request, code, RESULTS)
        context |= OperationFigures(context["operation"], request.user).all_results()
        context |= {"title": _("Results"), "more_sources": True}
        return render(request, "dashboards/operation/all_results_page.html", context)


def results_page(request: SignedInRequest, code: str, family: str) -> HttpResponse:
    """The results of one family of measures, such as all narcotics."""
    top = get_object_or_404(Measure, code=family, parent=None)
    with one_snapshot():
        context = operation_context(request, code, RESULTS)
        rows = OperationFigures(context["operation"], request.user).results.rows(family)
        page = Paginator(rows, MOST).get_page(request.GET.get("page"))
        context |= {"title": str(top), "results": page.object_list, "page": page, "more_sources": True}
        context |= {"claimed": any(row.claim for row in rows)}
        if OutcomePersons.objects.exists():
            context["persons"] = persons_of(context["operation"], family, request.user)
        return render(request, "dashboards/operation/results_page.html", context)


def participants_page(request: SignedInRequest, code: str) -> HttpResponse:
    """The page of participants and of their credits."""
    with one_snapshot():
        context = operation_context(request, code, PARTICIPANTS)
        found = context["operation"]
        page = Page(participations(found, request.user), request.GET.get("page"), MOST)
        context |= {
            "title": _("Participants"),
            "participations": page.rows,
            "page": page,
            "map": charts.participating(Operation.objects.filter(pk=found.pk), charts.results_within(found)),
            **OperationFigures(found, request.user).credits(),
        }
        return render(request, "dashboards/operation/participants_page.html", context)


def sources_page(request: SignedInRequest, code: str, form: Any = None, status: int = 200) -> HttpResponse:
    """The sources of what is recorded and stated, and the indicators that they give."""
    context = operation_context(request, code, SOURCES)
    found = context["operation"]
    page = Page(sources(found, request.user), request.GET.get("page"), MOST)
    shown, more = first_rows(indicators(found, request.user))
    context |= {"title": _("Sources"), "sources": page.rows, "page": page}
    context |= {"indicators": shown, "more_indicators": more, **files_context(found, request.user, form)}
    return render(request, "dashboards/operation/sources_page.html", context, status=status)


def agencies_page(request: SignedInRequest, code: str) -> HttpResponse:
    return _shared(request, code, "by_agency", _("By agency"), _("Agency"))


def phases_page(request: SignedInRequest, code: str) -> HttpResponse:
    return _shared(request, code, "by_phase", _("By phase"), _("Phase"))


def _shared(request: SignedInRequest, code: str, name: str, title: str, who: str) -> HttpResponse:
    """One figure with everybody who is credited with it, and the bridge from their sum to the total."""
    with one_snapshot():
        context = operation_context(request, code, PARTICIPANTS)
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


def listing_page(request: SignedInRequest, code: str, name: str) -> HttpResponse:
    """A list of what belongs to the operation."""
    listing: Any = LISTINGS[name]
    context = operation_context(request, code, listing.tab or listing.url_name)
    rows = listing.rows(context["operation"], request.user)
    page = Page(rows, request.GET.get("page"), MOST)
    context |= {"title": listing.title, listing.variable: page.rows, "page": page, "listing": listing}
    return render(request, "dashboards/operation/listing_page.html", context)
