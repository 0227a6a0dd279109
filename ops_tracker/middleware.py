import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from pghistory.middleware import HistoryMiddleware

from agencies.limits.calls import state_calls
from agencies.models.country import read_names_anew
from common.api.addresses import api_url
from figures.api.kept import kept
from ops_tracker.http_errors import InTheClear, refusal

FIGURES = api_url("figures")
# Of Caddy, Apache and Jetty, and others.
COMPRESSED = re.compile('(?:[-;](?:gzip|zstd|br|deflate))+"')


def stated_limits(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answers of the API say how many more requests there may be. Outside of what is kept: it is of one request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        state_calls(request, response)
        return response

    return middleware


def kept_figures(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Figures that have not changed are sent again as they were, with all that other middleware made of them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return kept(request, get_response) if request.path_info == FIGURES else get_response(request)

    return middleware


def no_store(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """No browser keeps an answer, unless its view has said otherwise: after signing out, Back would show it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware


def keys_over_tls_alone(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Where the site is served over TLS, what comes without it is refused with its key, and not sent on: by then
    the key has travelled in the clear."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SECURE_SSL_REDIRECT and not request.is_secure() and _for_machines(request):
            return refusal(request, InTheClear())
        return get_response(request)

    return middleware


def _for_machines(request: HttpRequest) -> bool:
    path = request.path_info.removeprefix("/")
    if any(re.search(exempt, path) for exempt in settings.SECURE_REDIRECT_EXEMPT):
        return False
    return path.startswith("api/") or "Authorization" in request.headers


def plain_etags(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """An ETag comes back as it was sent, without what a proxy that compresses has put behind it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        for header in ("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH"):
            if header in request.META:
                request.META[header] = COMPRESSED.sub('"', request.META[header])
        return get_response(request)

    return middleware


def no_nul_characters(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """400 for an address with a NUL character, which PostgreSQL keeps in no text and no view expects."""

    def middleware(request: HttpRequest) -> HttpResponse:
        # Our own pages and the API say in their words what is wrong with a parameter; Django's admin does not.
        if request.path_info.startswith("/api/"):
            return get_response(request)
        admin = request.path_info.startswith("/admin/")
        if "\0" in request.path_info or (admin and "%00" in request.META.get("QUERY_STRING", "")):
            raise BadRequest("NUL in the address")
        return get_response(request)

    return middleware


class History(HistoryMiddleware):
    """Whatever a request changes carries who is signed in, by name too, whether or not a service says so."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        user = request.user
        name = {"username": user.get_username()} if user.is_authenticated else {}
        return super().get_context(request) | name


def country_names(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """The names of countries are read once a request, and none is older than it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        read_names_anew()
        return get_response(request)

    return middleware
