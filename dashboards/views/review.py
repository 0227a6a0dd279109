from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import User
from common.errors import Refused
from dashboards.records import Together
from operations.models import Outcome, ReviewedRecord
from records import rules, services
from seizures.models import Seizure

PAGE = 50


def review(request: HttpRequest) -> HttpResponse:
    """Submitted records that the user may decide on, the oldest first; several can be verified at once."""
    user = request.user
    if not user.verifies:
        raise PermissionDenied
    if request.method == "POST":
        _verify(request, user)
        return redirect(request.get_full_path())
    waiting = Together(lambda records: records.to_review(user), "submitted_at")
    page: Any = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
    for record in page:
        record.own = user.pk in rules.authors_of_record(record)
    return render(request, "dashboards/review.html", {"page": page, "records": page.object_list})


def _verify(request: HttpRequest, user: User) -> None:
    """Verifies the chosen records one by one: a refused one does not stop the others."""
    chosen = request.POST.getlist("record")
    verified = 0
    for model in (Seizure, Outcome):
        seen = _seen(chosen, model)
        for record in model.objects.to_review(user).filter(pk__in=seen):
            try:
                services.verify(record, by=user, version=seen[record.pk])
                verified += 1
            except Refused as refusal:
                messages.error(request, str(refusal))
    if verified:
        messages.success(
            request, ngettext("%d record verified.", "%d records verified.", verified) % verified
        )
    elif not chosen:
        messages.warning(request, _("Nothing was chosen."))


def _seen(chosen: list[str], model: type[ReviewedRecord]) -> dict[UUID, int]:
    """The chosen ids of that model with the versions on the page; 0, which no record has, if none was sent."""
    seen = {}
    for text in chosen:
        kind, _colon, record = text.partition(":")
        pk, _colon, version = record.partition(":")
        if kind == model._meta.model_name:
            with suppress(ValueError):
                seen[UUID(pk)] = int(version or 0)
    return seen
