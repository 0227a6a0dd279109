from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from agencies.models import User
from agencies.requests import SignedInRequest
from dashboards.records import SIZES, Together, page_size
from dashboards.views.chosen import take_chosen
from figures.completeness.board import expected_of
from operations.models import EDITABLE, Outcome, ReviewedQuerySet, State
from records import services
from seizures.models import Seizure

GROUPS: dict[str, Any] = {
    State.RETURNED: _("Returned: mend and submit again"),
    State.DRAFT: _("Drafts: not submitted yet"),
    State.SUBMITTED: _("Waiting for review"),
    State.VERIFIED: _("Verified lately"),
}
WAITING, NAMED = "acceptance", "named"
# What others recorded, for those who answer for an agency.
OTHERS: dict[str, Callable[..., ReviewedQuerySet]] = {
    WAITING: ReviewedQuerySet.to_accept,
    NAMED: ReviewedQuerySet.naming,
}
TITLES = GROUPS | {
    WAITING: _("Wait for your acceptance: they name your agency, or an operation that you lead"),
    NAMED: _("Recorded by others, and counted for your agency"),
}
# How many are shown of each group; of one that is opened, a page.
FEW = 25
SUBMITTED = ngettext_lazy("%d record submitted for review.", "%d records submitted for review.")


def my_work(request: SignedInRequest) -> HttpResponse:
    """The user's unfinished records, returned ones first; or those of the agency."""
    user = request.user
    if not user.enters:
        raise PermissionDenied
    if request.method == "POST":
        take_chosen(request, services.submit, SUBMITTED)
        return redirect(request.get_full_path())
    work = Work(user, whole=request.GET.get("whose") == "agency")
    opened = request.GET.get("state", "")
    page = request.GET.get("page")
    names = [name for name in (WAITING, *GROUPS, NAMED) if opened in ("", name)]
    size = page_size(request)
    groups = [group for name in names if (group := work.group(name, page, opened, size))]
    expected = [] if opened else expected_of(user, FEW + 1)
    context = {
        "expected": expected[:FEW],
        "more_expected": len(expected) > FEW,
        "few": FEW,
        "groups": groups,
        "whole": work.whole,
        "opened": opened,
        "sizes": SIZES,
        "size": size,
    }
    return render(request, "dashboards/my_work.html", context)


class Work:
    """The records that a user has entered, or those of the agency."""

    def __init__(self, user: User, *, whole: bool) -> None:
        self.user, self.whole = user, whole
        self.counts: dict[str, int] = {}
        for model in (Seizure, Outcome):
            states = self._own(model.objects.all()).order_by().values_list("state")
            for state, count in states.annotate(count=Count("pk")):
                self.counts[state] = self.counts.get(state, 0) + count

    def _own(self, records: ReviewedQuerySet) -> ReviewedQuerySet:
        # A colleague's TLP:RED record is for those whom it names.
        mine = records.written_by(self.user).visible_to(self.user)
        return mine if self.whole else mine.filter(created_by=self.user)

    def group(self, name: str, number: str | None, opened: str, size: int) -> dict[str, Any] | None:
        """The newest records of a group, with the number of all; or one page of them, if the group is opened."""
        if name in OTHERS and not self.user.verifies:
            return None
        chosen = OTHERS.get(name)
        records = Together(
            lambda records: chosen(records, self.user) if chosen else self._own(records).filter(state=name),
            "-last_edited_at",
            self.user,
        )
        if not (count := len(records) if chosen else self.counts.get(name, 0)):
            return None
        paginator: Any = Paginator(records, size)  # type: ignore[arg-type]  # counted and sliced, never walked through
        page = paginator.get_page(number) if opened else None
        shown = page.object_list if page else records[:FEW]
        return {
            "title": TITLES[name],
            "state": name,
            "count": count,
            "records": shown,
            "page": page,
            "submits": name in EDITABLE,
        }
