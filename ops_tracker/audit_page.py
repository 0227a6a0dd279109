"""The audit trail in the product's frame, and as a file: who did what to which row, when and why."""

import itertools
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from agencies.requests import SignedInRequest
from common.files import as_csv
from common.pages.paging import Page
from common.text.parameters import parameters_of
from figures.answer.marking import strictest_readable
from operations.history import ACTIONS, LABELS
from ops_tracker.audit_events import AuditForm, find_events, kind_label
from ops_tracker.event_access import NAMING
from ops_tracker.trail import describe

ROWS = 50
COLUMNS = ("at", "person", "action", "kind", "object_id", "object", "reason", "address")
AT_ONCE = 500


def audit_page(request: SignedInRequest) -> HttpResponse:
    """The events that the filters find, the newest first, as far as the reader may read each."""
    form = _form(request)
    found = find_events(form.cleaned_data, request.user) if form.is_valid() else None
    page = Page(found, request.GET.get("page"), ROWS) if found is not None else None
    rows = page.rows if page else []
    describe(rows, request.user)
    for event in rows:
        _name(event)
        event.address = _address(event)
    stated = urlencode(parameters_of(request.GET, without=("page",)))
    context = {
        "form": form,
        "page": page,
        "events": rows,
        "csv_url": f"{reverse('audit-csv')}?{stated}",
        "filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "ops_tracker/audit.html", context)


def audit_csv(request: SignedInRequest) -> HttpResponseBase:
    """All events that the filters find, as a file."""
    form = _form(request)
    found = find_events(form.cleaned_data, request.user) if form.is_valid() else iter(())
    rows = _rows(found.iterator(AT_ONCE) if form.is_valid() else found, request)
    return as_csv("audit", COLUMNS, rows, marking=strictest_readable(request.user))


def _form(request: SignedInRequest) -> AuditForm:
    if not request.user.has_perm("pghistory.view_events"):
        raise PermissionDenied
    return AuditForm(request.GET)


def _rows(events: Iterator[Any], request: SignedInRequest) -> Iterator[list[Any]]:
    while batch := list(itertools.islice(events, AT_ONCE)):
        describe(batch, request.user)
        yield from map(_row, batch)


def _row(event: Any) -> list[Any]:
    _name(event)
    where = (event.pgh_context or {}).get("url", "") if event.open and event.inside else ""
    return [
        event.pgh_created_at.isoformat(), event.person, event.what, event.kind, event.pgh_obj_id, event.named,
        event.why, where,
    ]  # fmt: skip


def _name(event: Any) -> None:
    """Sets the words for the action and the kind, and the reason if it is for the reader."""
    context = event.pgh_context or {}
    # Whom a record names, and why, is not for everybody who may know that it does.
    action = "" if event.pgh_obj_model in NAMING else context.get("action", "")
    event.what = str(ACTIONS.get(action) or LABELS.get(event.pgh_label, event.pgh_label))
    event.kind = kind_label(event.pgh_obj_model)
    event.why = context.get("reason", "") if event.open and event.inside else ""


def _address(event: Any) -> str:
    """The page of the object, or of the event in the admin, where there is one."""
    model = apps.get_model(event.pgh_obj_model)._meta
    if not event.there or not event.open:
        return ""
    try:
        return reverse(f"admin:{model.app_label}_{model.model_name}_change", args=[event.pgh_obj_id])
    except NoReverseMatch:
        return ""
