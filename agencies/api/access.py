"""Access to the API: the keys of partner systems, the permissions of keys and persons, and their calls a minute.

A key comes as a Bearer token, or as the password of HTTP Basic. It has scopes of its own, a signed-in person those of
the role. The RateLimit headers (draft 11) state the number of calls that are left.
"""

import base64
import binascii
from typing import Any

import pghistory
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from agencies import services
from agencies.limits.buckets import Allowance, Limit, spend
from agencies.limits.guesses import TooOften, refuse_key
from agencies.models import Access, ApiKey
from agencies.refusals import count_refusal
from agencies.roles import Scope, actions

# Where a request has the key that was looked up for it already; no header has such a name.
FOUND = "ops_tracker.key"
# Where a request has what was spent for it; no header has such a name.
SPENT = "ops_tracker.calls"
MINUTE = 60


class KeyAuthentication(BaseAuthentication):
    """Makes the key `request.user` and `request.auth`: it has an agency, and no person behind it."""

    def authenticate(self, request: Request) -> tuple[ApiKey, ApiKey] | None:
        raw = key_in(request)
        if raw is None:
            return None
        acting = request.method not in SAFE_METHODS
        key = request.META.get(FOUND) or services.find_key(raw, acting=acting)
        if key is None:
            _refuse(request._request, raw)  # noqa: SLF001
            raise AuthenticationFailed(_("The key is not known, has expired, or was revoked."))
        # Joins the history of whatever this request changes.
        pghistory.context(key=str(key.pk))
        return key, key

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer, Basic realm="Ops Tracker"'


def _refuse(request: HttpRequest, raw: str) -> None:
    """Counts a refused key. Raises TooOften after too many from the same network."""
    shown = services.hash_of(raw)
    try:
        refuse_key(request)
    except TooOften:
        count_refusal(Access.KEY, request, shown, limited=True)
        raise
    count_refusal(Access.KEY, request, shown)


def key_in(request: Request | HttpRequest) -> str | None:
    """The text of the request's key, if it has one. Raises AuthenticationFailed if it cannot be parsed."""
    scheme, _space, credentials = request.headers.get("Authorization", "").strip().partition(" ")
    match scheme.lower():
        case "bearer":
            return str(credentials.strip())
        case "basic":
            return _password(credentials)
    return None


def _password(credentials: str) -> str:
    try:
        decoded = base64.b64decode(credentials.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise AuthenticationFailed(_("The Basic credentials cannot be read.")) from None
    return decoded.partition(":")[2]


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself, untyped
    target_class = KeyAuthentication
    name = ["key", "keyAsPassword"]

    def get_security_requirement(self, auto_schema: object) -> list[dict[str, list[str]]]:
        """Two alternatives: one mapping with both would mean that both are needed."""
        return [{name: []} for name in self.name]

    def get_security_definition(self, auto_schema: object) -> list[dict[str, str]]:
        return [
            {"type": "http", "scheme": "bearer", "description": _("A key made for a partner agency.")},
            {
                "type": "http",
                "scheme": "basic",
                "description": _("The same key as the password; any user name."),
            },
        ]


class HasScope(BasePermission):
    """Requires the view's `required_scopes`, a scope by method; HEAD and OPTIONS need what GET needs.

    A person, a key and any other principal answer `allows(scope)`.
    """

    message = ""

    def has_permission(self, request: Request, view: Any) -> bool:
        principal: Any = request.user
        if principal is None or not principal.is_authenticated:
            return False
        scope = scope_of(view, str(request.method))
        self.message = principal.refusal(scope)
        return bool(principal.allows(scope))


class HasDuty(BasePermission):
    """Permissions of reference data: readers of records read it, and the table of roles says which role writes it.

    A key writes none without the scope that writes records.
    """

    message = lazy("Your role does not allow that.")

    def has_permission(self, request: Request, view: Any) -> bool:
        principal: Any = request.user
        if principal is None or not principal.is_authenticated or not principal.allows(Scope.READ_RECORDS):
            return False
        if request.method in SAFE_METHODS:
            return True
        if principal.user_id is None and not principal.allows(Scope.WRITE_RECORDS):
            return False
        action = "add" if request.method == "POST" else "change"
        return action in actions(principal.actor.role, view.queryset.model._meta.label_lower)


def scope_of(view: Any, method: str) -> str:
    reads = method in SAFE_METHODS
    stated = getattr(view, "required_scopes", {})
    return str(
        stated.get("GET" if reads else method) or (Scope.READ_RECORDS if reads else Scope.WRITE_RECORDS)
    )


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
