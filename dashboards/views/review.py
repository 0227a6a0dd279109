from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import User
from common.errors import Refused
from dashboards.records import both
from operations.models import Outcome, ReviewedRecord
from records import services
from seizures.models import Seizure

MOST = 50


def review(request: HttpRequest) -> HttpResponse:
    """Submitted records that the user may decide on, the longest waiting first; several are verified at once."""
    user = request.user
    if not user.verifies:
        raise PermissionDenied
    if request.method == "POST":
        _verify(request, user)
        return redirect("review")
    records = both(lambda records: records.to_review(user).order_by("submitted_at")[:MOST])
    waiting = sorted(records, key=lambda record: record.submitted_at)[:MOST]
    for record in waiting:
        record.own = user.pk in (record.created_by_id, record.last_edited_by_id)
    return render(request, "dashboards/review.html", {"records": waiting})


def _verify(request: HttpRequest, user: User) -> None:
    """Each record stands alone: one that is refused does not hold the others up."""
    chosen = request.POST.getlist("record")
    verified = 0
    for model in (Seizure, Outcome):
        for record in model.objects.to_review(user).filter(pk__in=_ids(chosen, model)):
            try:
                services.verify(record, by=user)
                verified += 1
            except Refused as refusal:
                messages.error(request, str(refusal))
    if verified:
        messages.success(
            request, ngettext("%d record verified.", "%d records verified.", verified) % verified
        )
    elif not chosen:
        messages.warning(request, _("Nothing was chosen."))


def _ids(chosen: list[str], model: type[ReviewedRecord]) -> list[UUID]:
    prefix = f"{model._meta.model_name}:"
    ids = []
    for text in (each for each in chosen if each.startswith(prefix)):
        with suppress(ValueError):
            ids.append(UUID(text.removeprefix(prefix)))
    return ids
