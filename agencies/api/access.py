"""Access to the API: the keys of partner systems, and the permissions of keys and persons.

A key comes as a Bearer token, or as the password of HTTP Basic. It has scopes of its own, a signed-in person those of
the role.
"""

import base64
import binascii
from typing import Any

import pghistory
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from agencies import services
from agencies.limits.guesses import TooOften, refuse_key
from agencies.models import Access, ApiKey
from agencies.refusals import count_refusal
from agencies.roles import Scope, actions

# Where a request has the key that was looked up for it already; no header has such a name.
FOUND = "ops_tracker.key"


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
