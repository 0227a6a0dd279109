"""Permissions of the API: a key has scopes of its own, a signed-in person those of the role."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from agencies.roles import Scope, actions


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
    """Permissions of reference data: readers of records read it, and the table of roles says which role writes it."""

    message = _("Your role does not allow that.")

    def has_permission(self, request: Request, view: Any) -> bool:
        principal: Any = request.user
        if principal is None or not principal.is_authenticated or not principal.allows(Scope.READ_RECORDS):
            return False
        if request.method in SAFE_METHODS:
            return True
        action = "add" if request.method == "POST" else "change"
        return action in actions(principal.actor.role, view.queryset.model._meta.label_lower)


def scope_of(view: Any, method: str) -> str:
    reads = method in SAFE_METHODS
    stated = getattr(view, "required_scopes", {})
    return str(
        stated.get("GET" if reads else method) or (Scope.READ_RECORDS if reads else Scope.WRITE_RECORDS)
    )
