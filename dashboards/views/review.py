from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext_lazy

from agencies.requests import SignedInRequest
from common.text.parameters import parameters_of
from dashboards.records import SIZES, Together, page_size
from dashboards.review.filters import ReviewFilterForm
from dashboards.review.rows import queue_rows
from dashboards.review.since import changed_since
from dashboards.views.chosen import assign_chosen, take_chosen
from records import services
from records.assigning import reviewers_offered_to
from records.forms.assigning import AssignForm

VERIFIED = ngettext_lazy("%d record verified.", "%d records verified.")
# Of a longer queue, so many that wait longest are looked through for warnings.
LOOKED_THROUGH = SIZES[-1]


def review(request: SignedInRequest) -> HttpResponse:
    """Submitted records that the user may decide on, the oldest first, one of them open beside the list.

    Several can be verified or assigned at once; with `ticked=clean` in the address those are ticked that nothing
    holds up.
    """
    user = request.user
    if not user.verifies:
        raise PermissionDenied
    people = reviewers_offered_to(user)
    if request.method == "POST":
        if "assign" in request.POST:
            assign_chosen(request, people)
        else:
            take_chosen(request, services.approve, VERIFIED)
        return redirect(request.get_full_path())
    visited = services.visit_queue(by=user)
    form = ReviewFilterForm(request.GET, reader=user, visited=visited)
    context = _queue(request, form) | {
        "form": form,
        "filtered": any(request.GET.get(name) for name in form.fields),
        "since": changed_since(visited, user),
        "assign_form": AssignForm(people=people),
        "escalates_after": settings.REVIEW_ESCALATES_AFTER_DAYS,
    }
    return render(request, "dashboards/review.html", context)


def _queue(request: SignedInRequest, form: ReviewFilterForm) -> dict[str, Any]:
    """A page of the queue, its rows, and the one that stands open beside them."""
    user, size = request.user, page_size(request)
    waiting: Any = Together(lambda records: form.narrow(records.to_review(user)), "submitted_at", user)
    found, over = waiting, False
    if (wanted := form.wants_warnings) is not None:
        looked_at = queue_rows(waiting[:LOOKED_THROUGH], user)
        found = [record for record in looked_at if bool(record.cautions) is wanted]
        over = len(waiting) > LOOKED_THROUGH
    page = Paginator(found, size).get_page(request.GET.get("page"))
    rows = queue_rows(page.object_list, user) if found is waiting else list(page.object_list)
    for record in rows:
        record.is_new = bool(form.visited and record.submitted_at >= form.visited)
    return {
        "page": page,
        "records": rows,
        "clean": sum(1 for record in rows if record.clean),
        "ticked": request.GET.get("ticked") == "clean",
        "opened": _opened(rows, request.GET.get("at", "")),
        "looked_through": LOOKED_THROUGH if over else None,
        "late": sum(1 for record in rows if record.too_long),
        "sizes": SIZES,
        "size": size,
    }


def _opened(rows: list[Any], at: str) -> Any:
    """The open record: that at the place of the one decided on before; else the first."""
    place = int(at) if at.isascii() and at.isdigit() and len(at) < 5 else 0
    return rows[min(place, len(rows) - 1)] if rows else None


def address_after(request: SignedInRequest) -> str:
    """The address of the queue after a decision; it opens the record after the decided one."""
    return f"{reverse('review')}?{urlencode(parameters_of(request.GET, without=('ticked',)))}"
