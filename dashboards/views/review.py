from typing import Any
from urllib.parse import urlencode

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
from dashboards.views.chosen import take_chosen
from records import services

VERIFIED = ngettext_lazy("%d record verified.", "%d records verified.")


def review(request: SignedInRequest) -> HttpResponse:
    """Submitted records that the user may decide on, the oldest first, one of them open beside the list.

    Several can be verified at once; with `ticked=clean` in the address those are ticked that nothing holds up.
    """
    user = request.user
    if not user.verifies:
        raise PermissionDenied
    if request.method == "POST":
        take_chosen(request, services.approve, VERIFIED)
        return redirect(request.get_full_path())
    form = ReviewFilterForm(request.GET, reader=user)
    waiting = Together(lambda records: form.narrow(records.to_review(user)), "submitted_at", user)
    size = page_size(request)
    paginator: Any = Paginator(waiting, size)  # type: ignore[arg-type]  # counted and sliced, never walked through
    page = paginator.get_page(request.GET.get("page"))
    rows = queue_rows(page.object_list, user)
    clean = sum(1 for record in rows if record.clean)
    context = {
        "page": page,
        "records": rows,
        "clean": clean,
        "ticked": request.GET.get("ticked") == "clean",
        "opened": _opened(rows, request.GET.get("at", "")),
        "form": form,
        "filtered": any(request.GET.get(name) for name in form.fields),
        "sizes": SIZES,
        "size": size,
    }
    return render(request, "dashboards/review.html", context)


def _opened(rows: list[Any], at: str) -> Any:
    """The open record: that at the place of the one decided on before; else the first."""
    place = int(at) if at.isascii() and at.isdigit() and len(at) < 5 else 0
    return rows[min(place, len(rows) - 1)] if rows else None


def address_after(request: SignedInRequest) -> str:
    """The address of the queue after a decision; it opens the record after the decided one."""
    return f"{reverse('review')}?{urlencode(parameters_of(request.GET, without=('ticked',)))}"
