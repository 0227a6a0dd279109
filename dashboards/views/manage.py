"""Accounts, keys, agencies and places in the frame: lists for who may read them, forms for administrators."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies import services
from agencies.models import ApiKey, Country, PlaceRequest
from agencies.place_requests import close_place_request
from agencies.requests import SignedInRequest
from common.db.seen import Seen, digest_of
from common.errors import Invalid, Refused
from common.forms.errors import place_errors
from common.forms.once import page_number, save_form_once
from common.pages.paging import Page
from dashboards.manage.forms import KEY_NAMES, KeyEntryForm
from dashboards.manage.screens import SCREENS, Screen

ROWS = 50


def managed_list(request: SignedInRequest, name: str) -> HttpResponse:
    """The rows of a list, narrowed by a text."""
    screen = _screen(request, name, "view")
    text = request.GET.get("q", "").replace("\0", "").strip()[:80]
    page = Page(screen.rows(text), request.GET.get("page"), ROWS)
    rows = [(row.pk, [(label, render_cell(row)) for label, render_cell in screen.columns]) for row in page]
    context = _around(request, screen) | {
        "page": page,
        "rows": rows,
        "text": text,
        **_place_requests(request, screen),
    }
    return render(request, "dashboards/manage/list.html", context)


def _place_requests(request: SignedInRequest, screen: Screen) -> dict[str, Any]:
    """The first of the places that people did not find, for who adds them, and how many there are."""
    if screen.name != "places" or not request.user.has_perm("agencies.view_placerequest"):
        return {"place_requests": [], "number_of_requests": 0}
    waiting = PlaceRequest.objects.filter(settled_at=None).select_related("country", "requested_by")
    return {"place_requests": waiting[:ROWS], "number_of_requests": waiting.count(), "most": ROWS}


def managed_row(request: SignedInRequest, name: str, pk: str = "") -> HttpResponse:
    """The form of a new row, or of one that is changed."""
    screen = _screen(request, name, "change" if pk else "add")
    form_class = screen.form if pk else screen.new_form or screen.form
    if form_class is None:
        raise Http404
    row = _row(screen, pk) if pk else screen.model()
    initial = {"seen": digest_of(row)} if pk else _requested_place(request)
    form: Any = form_class(request.POST or None, instance=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, form, row if pk else None)
        except Invalid as invalid:
            place_errors(invalid, form, {})
        except Refused as refusal:
            return _form_page(request, screen, form, refusal=refusal, status=refusal.page_status)
        else:
            messages.success(request, _("%(row)s is saved.") % {"row": form.instance})
            return redirect("managed", name)
    return _form_page(request, screen, form, status=400 if form.is_bound else 200)


def _save(request: SignedInRequest, form: Any, row: Any) -> None:
    if row is None:
        save_form_once(request.POST, request.user, lambda: _entered(form.instance, request))
    else:
        services.save(form.instance, by=request.user, seen=Seen(form.cleaned_data["seen"]))


def _entered(row: Any, request: SignedInRequest) -> Any:
    services.save(row, by=request.user)
    return row


def new_key(request: SignedInRequest) -> HttpResponse:
    """A new key, whose text is shown on the answer, once."""
    screen = _screen(request, "keys", "add")
    form = KeyEntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made: list[str] = []

        def make() -> ApiKey:
            key, raw = services.make_key(**form.values, by=request.user)
            made.append(raw)
            return key

        try:
            save_form_once(request.POST, request.user, make)
        except Invalid as invalid:
            place_errors(invalid, form, {}, KEY_NAMES)
        else:
            return render(request, "dashboards/manage/key.html", _around(request, screen) | {"made": made})
    return _form_page(request, screen, form, status=400 if form.is_bound else 200)


@require_POST
def key_revocation(request: SignedInRequest, pk: Any) -> HttpResponse:
    _screen(request, "keys", "change")
    key = services.revoke_key(get_object_or_404(ApiKey, pk=pk), by=request.user)
    messages.success(request, _("%(key)s is revoked: it opens nothing any more.") % {"key": key})
    return redirect("managed", "keys")


@require_POST
def place_request_done(request: SignedInRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm("agencies.change_placerequest"):
        raise PermissionDenied
    close_place_request(get_object_or_404(PlaceRequest, pk=pk), by=request.user)
    messages.success(request, _("Marked as done."))
    return redirect("managed", "places")


def _screen(request: SignedInRequest, name: str, action: str) -> Screen:
    """The list, if the user may do that with its rows."""
    if name not in SCREENS:
        raise Http404
    if not request.user.has_perm(SCREENS[name].permission(action)):
        raise PermissionDenied
    return SCREENS[name]


def _row(screen: Screen, pk: str) -> Any:
    try:
        return get_object_or_404(screen.rows(""), pk=screen.model._meta.pk.to_python(pk))
    except ValidationError as error:
        raise Http404 from error


def _requested_place(request: SignedInRequest) -> dict[str, Any]:
    """The name and country of a requested place, as initial values of the form of a new one."""
    country = request.GET.get("country", "")
    found = (
        Country.objects.filter(pk=int(country)).first() if country.isascii() and country.isdigit() else None
    )
    return {"name": request.GET.get("name", "")[:160], "country": found}


def _around(request: SignedInRequest, screen: Screen) -> dict[str, Any]:
    tabs = [each for each in SCREENS.values() if request.user.has_perm(each.permission("view"))]
    return {
        "screen": screen,
        "tabs": tabs,
        "adds": request.user.has_perm(screen.permission("add")),
        "changes": request.user.has_perm(screen.permission("change")),
    }


def _form_page(
    request: SignedInRequest, screen: Screen, form: Any, *, status: int, refusal: Any = None
) -> HttpResponse:
    context = _around(request, screen) | {"form": form, "refusal": refusal, "once": page_number(request)}
    return render(request, "dashboards/manage/form.html", context, status=status)
