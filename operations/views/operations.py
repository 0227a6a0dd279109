from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.requests import SignedInRequest
from common.errors import Refused
from common.pages.entry import EntryView
from operations import rules, services
from operations.forms.catalogue import Catalogue
from operations.forms.operations import OperationForm
from operations.models import Operation


class OperationEntryView(EntryView):
    """The new and edit pages of an operation, saved with its participants or not at all."""

    request: SignedInRequest
    object: Operation

    form_class = OperationForm
    template_name = "operations/form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.object = self.get_object()
        except Refused as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        # Read before saving: an attempt that fails leaves its traces on the object.
        self.creates, self.title = self.object._state.adding, self.get_title()
        self.cancel_url = reverse("operations") if self.creates else self.object.get_absolute_url()
        return super().dispatch(request, *args, **kwargs)

    def get_object(self) -> Operation:
        """The operation of the address, or a new one. Raises Refused if the user may not change or enter it."""
        if "code" not in self.kwargs:
            rules.may_enter(self.request.user)
            return Operation()
        operation: Operation = get_object_or_404(self.get_queryset(), code=self.kwargs["code"])
        rules.may_steer(operation, self.request.user)
        return operation

    def get_title(self) -> str:
        new = self.object._state.adding
        return _("New operation") if new else _("Edit %(record)s") % {"record": self.object}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "instance": self.object,
            "catalogue": Catalogue(self.request.user),
        }

    def get_queryset(self) -> QuerySet[Any]:
        return Operation.objects.visible_to(self.request.user).select_related("parent")

    def announce(self, form: OperationForm) -> None:
        messages.success(self.request, _("%(record)s was saved.") % {"record": self.object})

    def save(self, form: OperationForm) -> Operation:
        given, by = form.for_service(), self.request.user
        changed: dict[str, Any] = (
            {} if self.creates else {"version": form.version_read, "reason": form.reason}
        )
        return services.record_operation(form.apply(), **given, **changed, by=by)

    def check(self, form: OperationForm) -> None:
        given = form.for_service()
        # Any of those that are offered may be chosen.
        given.pop("legal_instruments")
        services.check_operation(form.apply(), **given, by=self.request.user)

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            **context["form"].rows,
            "title": self.title,
            "cancel_url": self.cancel_url,
        }
