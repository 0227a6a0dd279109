import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_cache_control
from pghistory.middleware import HistoryMiddleware

from agencies.api.access import state_calls
from agencies.models.country import clear_country_names
from agencies.preferences import preferred
from common.api.addresses import api_url
from common.text.weeks import weeks_beginning
from dashboards.preferences import reading_units
from figures.api.caching import cached_answer
from figures.equivalents import EQUIVALENT
from measures.formats import reading_in
from ops_tracker.front.environ import REFUSED
from ops_tracker.http_errors import OF_FRONT, InTheClear, refusal

FIGURES = api_url("figures")
# Of Caddy, Apache and Jetty, and others.
COMPRESSED = re.compile('(?:[-;](?:gzip|zstd|br|deflate))+"')


def refused_by_front(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Renders what the front has refused, as a page or as a problem of the API, in the language of the request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        status = request.META.get(REFUSED)
        return refusal(request, OF_FRONT[status]()) if status else get_response(request)

    return middleware


def rate_limit_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Adds the RateLimit headers to answers of the API.

    It is outside of the cache of figures, as they differ by request.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        state_calls(request, response)
        return response

    return middleware


def cached_figures(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Sends cached answers of the figures API again, with the headers that other middleware has added."""

    def middleware(request: HttpRequest) -> HttpResponse:
        # Factors of equivalents are no part of what a cached answer is valid for.
        cacheable = request.path_info == FIGURES and EQUIVALENT not in request.GET
        return cached_answer(request, get_response) if cacheable else get_response(request)

    return middleware


def no_store(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Forbids browsers to store a response, unless its view allows it: after sign-out, Back would show it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware


def keys_over_tls_alone(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Refuses requests of programs without TLS instead of redirecting them: the key has travelled in clear text."""

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
    """Removes from If-Match and If-None-Match the suffix that a compressing proxy has added to an ETag."""

    def middleware(request: HttpRequest) -> HttpResponse:
        for header in ("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH"):
            if header in request.META:
                request.META[header] = COMPRESSED.sub('"', request.META[header])
        return get_response(request)

    return middleware


def no_nul_characters(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """400 for an address with a NUL character, which PostgreSQL's text cannot store and no view expects."""

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
    """Adds the id and name of the signed-in user to the history of every change, whether or not a service does."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        user = request.user
        name = {"username": user.get_username()} if user.is_authenticated else {}
        return super().get_context(request) | name


def country_names(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Starts a cache of country names for each request, so that none is older than its request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        clear_country_names()
        return get_response(request)

    return middleware


def preferences(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Shows pages in the language, and their figures in the units, that the user has chosen; the API is as it is.

    Files have the stored units, which their columns name. A language chosen in the top bar goes before the user's own.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        if request.path_info.startswith("/api/") or not user.is_authenticated:
            return get_response(request)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and (own := preferred(user, "language")):
            translation.activate(own)
            request.LANGUAGE_CODE = translation.get_language()
        if "." in request.path_info.rpartition("/")[2]:
            return get_response(request)
        request.reading_units = reading_units(user, request.GET.get("currency", ""))  # type: ignore[attr-defined]
        weeks = weeks_beginning(preferred(user, "first_weekday"))
        with reading_in(request.reading_units.units), weeks:  # type: ignore[attr-defined]
            return get_response(request)

    return middleware
