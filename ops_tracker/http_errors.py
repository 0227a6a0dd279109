"""Responses to requests that reach no view: too large, too slow, too many at once, or without a database."""

import sys
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext_lazy as lazy
from django.views import defaults
from rest_framework.exceptions import APIException

from common.api.problems import Unreachable, problem


class Broken(APIException):
    status_code = HTTPStatus.BAD_REQUEST
    default_code = "broken"
    default_detail = lazy("What you sent broke off. Nothing was changed: send it again.")


class TooLarge(APIException):
    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = lazy("That is too much at once: send it in parts.")


class TooSlow(APIException):
    status_code = HTTPStatus.REQUEST_TIMEOUT
    default_code = "too_slow"
    default_detail = lazy(
        "What you sent came too slowly, and was not taken. Nothing was changed: send it again."
    )


class TooBusy(APIException):
    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_code = "busy"
    default_detail = lazy(
        "There is too much to do just now, and nothing was changed. Try again in some seconds."
    )
    wait = 5


class Unfit(APIException):
    status_code = HTTPStatus.BAD_REQUEST
    default_code = "invalid"
    default_detail = lazy("A value has characters or a size that cannot be kept.")


class InTheClear(APIException):
    status_code = HTTPStatus.FORBIDDEN
    default_code = "in_the_clear"
    default_detail = lazy(
        "Call https: this came over http. If a key came with it, others may have read it: have it revoked."
    )


class Fault(APIException):
    default_code = "fault"
    default_detail = lazy("The fault is ours, and it was recorded. What you sent was not saved.")


OF_FRONT = {kind.status_code: kind for kind in (Broken, TooLarge, TooSlow, TooBusy)}
TITLES: dict[int, Any] = {
    HTTPStatus.BAD_REQUEST: lazy("Bad request"),
    HTTPStatus.FORBIDDEN: lazy("Not open to you"),
    HTTPStatus.REQUEST_TIMEOUT: lazy("Too slow"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: lazy("Too large"),
    HTTPStatus.TOO_MANY_REQUESTS: lazy("Too often"),
    HTTPStatus.SERVICE_UNAVAILABLE: lazy("Not just now"),
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's `handler400`."""
    if isinstance(exception, RequestDataTooBig):
        return refusal(request, TooLarge())
    return defaults.bad_request(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`, called while the error is handled.

    A request that the database failed may be sent again; one with a value that it cannot store may not.
    """
    error = sys.exc_info()[1]
    if isinstance(error, DataError):
        return refusal(request, Unfit())
    if isinstance(error, OperationalError):
        return refusal(request, Unreachable(error))
    if request.path_info.startswith("/api/"):
        return refusal(request, Fault())
    return defaults.server_error(request)


def refusal(request: HttpRequest, error: APIException) -> HttpResponse:
    """The error as a problem of the API or as a page. The page needs neither session nor database."""
    if request.path_info.startswith("/api/"):
        response = problem(error)
        assert response is not None, "problem() knows every APIException"
        return response
    about = {"title": TITLES[error.status_code], "sentence": error.detail}
    response = HttpResponse(loader.render_to_string("refused.html", about), status=error.status_code)
    if wait := getattr(error, "wait", None):
        response["Retry-After"] = str(wait)
    return response
