"""The rows of credits on the admin page of a record, and their history."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext as _

from operations.admin.saving import ServiceInline
from operations.admin.trail import Below
from operations.models.credited import WHOSE, CreditQuerySet


class CreditRowInline(ServiceInline, admin.TabularInline[Any, Any]):
    """Credits of a record. A subclass has the model."""

    rows = "credits"
    fields = (*WHOSE, "role")
    autocomplete_fields = WHOSE

    def get_queryset(self, request: Any) -> CreditQuerySet:
        """The credits that the reader may see; the service leaves the others as they are."""
        credits = super().get_queryset(request)
        assert isinstance(credits, CreditQuerySet)
        return credits.visible_to(request.user).select_related(*WHOSE)


def credits_below(model: Any, to: str) -> Below:
    """The history of credits. Which operation has a credit is not shown, as the reader may not see it."""
    return Below(model, to, ("agency", "country"), _named_credit)


def _named_credit(credit: Any) -> str:
    return str(credit.agency or credit.country or _("Credit of an operation"))
