"""Errors as application/problem+json (RFC 9457)."""

from collections.abc import Iterator
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as ModelError
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.settings import api_settings

from common.db.unavailable import explain_unavailable
from common.errors import Invalid, Refused, messages_of

Finding = tuple[list[str], str, str]


UNFIT = (DataError, UnicodeError, SuspiciousOperation)


PLAIN: tuple[tuple[Any, int, str, Any], ...] = (
    (Http404, 404, "not_found", lazy("There is nothing here by that name, or you may not see it.")),
    (PermissionDenied, 403, "not_allowed", lazy("You may not do this.")),
    (RequestDataTooBig, 413, "too_large", lazy("That is too much at once: send it in parts.")),
    (UNFIT, 400, "invalid", lazy("A value has characters or a size that cannot be kept.")),
)


class Unreachable(exceptions.APIException):
    """503: the database did not execute the request. Retry-After has the seconds to wait."""

    status_code = 503

    def __init__(self, error: OperationalError) -> None:
        code, sentence, self.wait = explain_unavailable(error)
        super().__init__(sentence, code)


def problem(error: Exception, _context: Any = None) -> HttpResponse | None:
    """The error as application/problem+json (RFC 9457); None for an exception that is a fault of the server."""
    if isinstance(error, OperationalError):
        error = Unreachable(error)
    if (answer := _answer(error)) is None:
        return None
    response = _problem(*answer)
    if header := getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = header
    if wait := getattr(error, "wait", None):
        response["Retry-After"] = f"{wait:.0f}"
    return response


def _answer(error: Exception) -> tuple[int, list[Finding]] | None:
    if isinstance(error, exceptions.APIException):
        return error.status_code, list(_walk(error.detail, []))
    if isinstance(error, Refused):
        return error.status, [([*error.path], error.code, str(error))]
    if isinstance(error, Invalid | ModelError):
        return 400, list(_by_path(error.errors if isinstance(error, Invalid) else messages_of(error)))
    if isinstance(error, IntegrityError):
        return 409, [([], "refused", _rule(error))]
    for kinds, status, code, sentence in PLAIN:
        if isinstance(error, kinds):
            return status, [([], code, str(sentence))]
    return None


def _walk(detail: Any, path: list[str]) -> Iterator[Finding]:
    """DRF's nested errors as a flat list of findings; the path has the index of an item in a list."""
    if isinstance(detail, dict):
        for name, below in detail.items():
            yield from _walk(below, path if name == api_settings.NON_FIELD_ERRORS_KEY else [*path, str(name)])
    elif isinstance(detail, list):
        for index, below in enumerate(detail):
            yield from _walk(below, [*path, str(index)] if isinstance(below, dict | list) else path)
    else:
        yield path, getattr(detail, "code", None) or "invalid", str(detail)


def _by_path(errors: dict[str, list[str]]) -> Iterator[Finding]:
    for path, messages in errors.items():
        for message in messages:
            yield [part for part in path.split(".") if part], "invalid", message


def _rule(error: IntegrityError) -> str:
    """The rule that a violated constraint states: constraints are named by sentences, so any of them can be shown."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or "constraint"
    return _("The database refuses it: %(rule)s.") % {"rule": name.replace("_", " ")}


def _problem(status: int, findings: list[Finding]) -> HttpResponse:
    detail = findings[0][2] if len(findings) == 1 else _("%(n)d things are wrong.") % {"n": len(findings)}
    errors = [{"pointer": json_pointer(path), "code": code, "detail": text} for path, code, text in findings]
    about = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JsonResponse({**about, "errors": errors}, status=status, content_type="application/problem+json")


def json_pointer(path: list[str]) -> str:
    """The JSON Pointer (RFC 6901) of a path."""
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in path)


@csrf_exempt
@login_not_required
def nothing_here(request: HttpRequest) -> HttpResponse:
    """The view of any other address below /api/: redirects to the one with a final slash if it exists, else 404."""
    # Only its absence is forgiven: two of them lead nowhere.
    if request.method in ("GET", "HEAD") and not request.path_info.endswith("/"):
        with suppress(Resolver404):
            if resolve(f"{request.path_info}/").func is not nothing_here:
                return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    sentence = _("There is nothing at this address; all of them end with a slash.")
    return _problem(404, [([], "not_found", sentence)])
