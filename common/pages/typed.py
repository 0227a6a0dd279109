"""Pages that restore a stored form: its own page if it has one, else a page that sends it again."""

from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import FormView

from common.forms.typed import store_form, stored_form
from common.text.parameters import parameters_of

PARAMETER = "typed"
_Form = TypeVar("_Form", bound=BaseForm)


class ReopenedView(FormView[_Form]):
    """A FormView that shows a stored form if its address has the token."""

    reopens = True

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs, request = super().get_form_kwargs(), self.request
        token = request.GET.get(PARAMETER, "")
        if request.method != "GET" or not token:
            return kwargs
        if (typed := stored_form(token, request.user)) is None:
            messages.warning(
                request, _("What was typed here is not there any more, or was typed by somebody else.")
            )
            return kwargs
        messages.info(
            request,
            _("Your session had ended before this was saved. Here is what you typed: check it, and save it."),
        )
        return kwargs | {"data": typed.fields}


def return_address(request: HttpRequest) -> str:
    """The address to go to after signing in, for a person who sent a form without a session."""
    return address_of_stored(request) or _page_before(request)


def address_of_stored(request: HttpRequest) -> str:
    """Stores the form that was sent. The address at which its user finds it again; empty if it cannot be stored."""
    token = store_form(request)
    if not token:
        return ""
    view: Any = getattr(resolve(request.path_info).func, "view_class", None)
    if getattr(view, "reopens", False):
        parameters = parameters_of(request.GET) | {PARAMETER: token}
        return f"{request.path}?{urlencode(parameters)}"
    return reverse("typed", args=[token])


def typed_page(request: HttpRequest, token: str) -> HttpResponse:
    """The stored form, to be sent again with one button."""
    typed = stored_form(token, request.user)
    if typed is None:
        raise Http404
    fields = [(name, value) for name, values in typed.fields.lists() for value in values]
    return render(request, "components/entry/typed.html", {"path": typed.path, "fields": fields})


def _page_before(request: HttpRequest) -> str:
    """The page that the form stood on: the form's own address may have no page."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}):
        return request.get_full_path()
    parts = urlsplit(before)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
