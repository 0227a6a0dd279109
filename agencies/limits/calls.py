"""The number of API calls a minute for one key or person, and the headers that state it (RateLimit, draft 11)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from agencies.limits.buckets import Allowance, Limit, spend
from agencies.limits.guesses import TooOften

# Where a request has what was spent for it; no header has such a name.
SPENT = "ops_tracker.calls"
MINUTE = 60


def spend_call(request: HttpRequest, principal: Any) -> bool:
    """Whether the call is allowed. It is counted once, however often this is called for one request."""
    if SPENT not in request.META:
        request.META[SPENT] = _spent(principal)
    spent = request.META[SPENT]
    return spent is None or spent[1].allowed


def _spent(principal: Any) -> tuple[int, Allowance] | None:
    quota = getattr(principal, "calls_per_minute", None) or settings.API_CALLS_PER_MINUTE
    if not quota:
        return None
    name = f"calls/{type(principal).__name__}/{principal.pk}"
    allowance = spend((name, Limit(burst=quota, seconds=MINUTE / quota)))
    return None if allowance is None else (quota, allowance)


def limit_refusal(request: HttpRequest) -> TooOften:
    quota, allowance = request.META[SPENT]
    found = TooOften("", allowance.wait)
    text = _("That is more than %(quota)d requests a minute. Try again in %(wait)d seconds.")
    return TooOften(text % {"quota": quota, "wait": found.wait}, allowance.wait)


def state_calls(request: HttpRequest, response: HttpResponse) -> None:
    """Adds the RateLimit headers to the response if the call was counted."""
    if spent := request.META.get(SPENT):
        quota, allowance = spent
        response["RateLimit-Policy"] = f'"default";q={quota};w={MINUTE}'
        response["RateLimit"] = f'"default";r={allowance.left};t={-int(-allowance.full // 1)}'


class CallsPerMinute(BaseThrottle):
    """Limits a key, or a person, to a number of requests a minute. Anonymous requests were refused before."""

    def allow_request(self, request: Request, view: Any) -> bool:
        principal: Any = request.user
        if principal is None or spend_call(request._request, principal):  # noqa: SLF001
            return True
        raise limit_refusal(request._request)  # noqa: SLF001
