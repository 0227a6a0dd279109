"""Who may call what: a key by its scopes, a signed-in person by role."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from agencies.models import ApiKey, Scope


class HasScope(BasePermission):
    """A view may state `required_scopes`, a scope by method; HEAD and OPTIONS need what GET needs.

    Everybody signed in reads what is visible to them; only those who enter results write.
    """

    message = ""

    def has_permission(self, request: Request, view: Any) -> bool:
        principal: Any = request.user
        if principal is None or not principal.is_authenticated:
            return False
        if isinstance(principal, ApiKey):
            scope = scope_of(view, str(request.method))
            self.message = _("This key does not have the scope %(scope)s.") % {"scope": scope}
            return principal.allows(scope)
        self.message = _("Your role reads, and does not write.")
        return request.method in SAFE_METHODS or principal.enters


def scope_of(view: Any, method: str) -> str:
    reads = method in SAFE_METHODS
    stated = getattr(view, "required_scopes", {})
    return str(
        stated.get("GET" if reads else method) or (Scope.READ_RECORDS if reads else Scope.WRITE_RECORDS)
    )
