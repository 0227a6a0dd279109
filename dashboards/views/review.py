from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext_lazy

from agencies.holders import accounts_of
from dashboards.records import SIZES, Together, page_size
from dashboards.views.chosen import take_chosen
from records import rules, services

VERIFIED = ngettext_lazy("%d record verified.", "%d records verified.")


def review(request: HttpRequest) -> HttpResponse:
    """Submitted records that the user may decide on, the oldest first; several can be verified at once."""
    user = request.user
    if not user.verifies:
        raise PermissionDenied
    if request.method == "POST":
        take_chosen(request, services.verify, VERIFIED)
        return redirect(request.get_full_path())
    waiting = Together(lambda records: records.to_review(user), "submitted_at")
    size = page_size(request)
    page: Any = Paginator(waiting, size).get_page(request.GET.get("page"))
    accounts = accounts_of(user)
    for record in page:
        record.own = not accounts.isdisjoint(rules.authors_of_record(record))
    context = {"page": page, "records": page.object_list, "sizes": SIZES, "size": size}
    return render(request, "dashboards/review.html", context)
