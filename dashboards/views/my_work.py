from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from dashboards.records import Together
from operations.models import Outcome, ReviewedQuerySet, State
from seizures.models import Seizure

GROUPS = {
    State.RETURNED: _("Returned: mend and submit again"),
    State.DRAFT: _("Drafts: not submitted yet"),
    State.SUBMITTED: _("Waiting for review"),
    State.VERIFIED: _("Verified lately"),
}
TO_ACCEPT = "acceptance"
# How many are shown of each group; of one that is opened, on each page.
FEW, PAGE = 25, 50


def my_work(request: HttpRequest) -> HttpResponse:
    """What the user wrote and is not done with, the returned first; or all of the agency's."""
    user = request.user
    if not user.enters:
        raise PermissionDenied
    work = Work(user, whole=request.GET.get("whose") == "agency")
    opened = request.GET.get("state", "")
    groups = work.to_accept(request.GET.get("page"), opened) if opened in ("", TO_ACCEPT) else []
    groups += [
        group
        for state, title in GROUPS.items()
        if opened in ("", state) and (group := work.group(state, title, request.GET.get("page"), opened))
    ]
    context = {"groups": groups, "whole": work.whole, "opened": opened}
    return render(request, "dashboards/my_work.html", context)


class Work:
    """What a user entered, or all of the agency's."""

    def __init__(self, user: User, *, whole: bool) -> None:
        self.user, self.whole = user, whole
        self.counts: dict[str, int] = {}
        for model in (Seizure, Outcome):
            states = self._written(model.objects.all()).order_by().values_list("state")
            for state, count in states.annotate(count=Count("pk")):
                self.counts[state] = self.counts.get(state, 0) + count

    def _written(self, records: ReviewedQuerySet) -> ReviewedQuerySet:
        mine = records.written_by(self.user)
        return mine if self.whole else mine.filter(created_by=self.user)

    def to_accept(self, number: str | None, opened: str) -> list[dict[str, Any]]:
        """Records of others that a supervisor of an agency named in them has not agreed to yet, if there are any."""
        records = Together(lambda records: records.to_accept(self.user), "-last_edited_at")
        if not self.user.verifies or not (count := len(records)):
            return []
        page: Any = Paginator(records, PAGE).get_page(number) if opened else None
        shown = page.object_list if page else records[:FEW]
        title = _("Wait for your agreement: they name your agency, or an operation that you lead")
        return [{"title": title, "state": TO_ACCEPT, "count": count, "records": shown, "page": page}]

    def group(self, state: str, title: Any, number: str | None, opened: str) -> dict[str, Any] | None:
        """The latest of a state with the number of all; a page of them, where that state is opened."""
        if not (count := self.counts.get(state)):
            return None
        records = Together(lambda records: self._written(records).filter(state=state), "-last_edited_at")
        page: Any = Paginator(records, PAGE).get_page(number) if opened else None
        shown = page.object_list if page else records[:FEW]
        return {"title": title, "state": state, "count": count, "records": shown, "page": page}
