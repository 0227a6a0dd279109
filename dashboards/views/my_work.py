from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from agencies.models import User
from dashboards.records import both
from operations.models import ReviewedRecord, State

MOST = 50


def my_work(request: HttpRequest) -> HttpResponse:
    """What the user wrote and is not done with, the returned first; or all of the agency's."""
    user = request.user
    if not user.enters:
        raise PermissionDenied
    whole = request.GET.get("whose") == "agency"
    groups = [
        (_("Returned: mend and submit again"), State.RETURNED),
        (_("Drafts: not submitted yet"), State.DRAFT),
        (_("Waiting for review"), State.SUBMITTED),
        (_("Verified lately"), State.VERIFIED),
    ]
    shown = [{"title": title, "records": _written(user, state, whole)} for title, state in groups]
    filled = [group for group in shown if group["records"]]
    return render(request, "dashboards/my_work.html", {"groups": filled, "whole": whole})


def _written(user: User, state: str, whole: bool) -> list[ReviewedRecord]:
    def of(records: Any) -> Any:
        mine = records.written_by(user).filter(state=state)
        return (mine if whole else mine.filter(created_by=user)).order_by("-last_edited_at")[:MOST]

    return sorted(both(of), key=lambda record: record.last_edited_at, reverse=True)[:MOST]
