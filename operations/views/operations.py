from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView

from common.errors import Findings, Refused
from common.forms.rows import Rows
from operations import rules, services
from operations.forms.catalogue import Catalogue
from operations.forms.operations import OperationForm
from operations.models import Operation, Participation

Role = Participation.Role


class OperationEntryView(FormView):
    """New and edit pages of an operation, saved with its participants or not at all."""

    form_class = OperationForm
    template_name = "operations/form.html"
    http_method_names = ["get", "post", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.object = self.get_object()
        except Refused as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        # Read before saving: an attempt that fails leaves its traces on the object.
        self.adding, self.title = self.object._state.adding, self.get_title()
        self.cancel_url = reverse("operations") if self.adding else self.object.get_absolute_url()
        return super().dispatch(request, *args, **kwargs)

    def get_object(self) -> Operation:
        """The operation of the address, or a new one. Raises Refused for who may not change or enter it."""
        if "code" not in self.kwargs:
            rules.may_enter(self.request.user)
            return Operation()
        visible = Operation.objects.visible_to(self.request.user).select_related("parent")
        operation = get_object_or_404(visible, code=self.kwargs["code"])
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

    def form_valid(self, form: OperationForm) -> HttpResponse:
        saved = form.save_with(partial(self.save, form))
        if saved is None:
            return self.form_invalid(form)
        self.object = saved
        messages.success(self.request, _("%(record)s was saved.") % {"record": saved})
        return super().form_valid(form)

    def form_invalid(self, form: OperationForm) -> HttpResponse:
        status = form.refusal.status if form.refusal else 200
        return self.render_to_response(self.get_context_data(form=form), status=status)

    @transaction.atomic
    def save(self, form: OperationForm) -> Operation:
        by, version = self.request.user, None if self.adding else form.version_read
        saved = services.record_operation(form.apply(), by=by, version=version)
        self._save_rows(saved, form.rows["participations"])
        services.name_readers(saved, readers=form.cleaned_data["readers"], by=by)
        return saved

    def _save_rows(self, operation: Operation, rows: Rows) -> None:
        found, by = Findings(), self.request.user
        remaining = rows.instances
        for pk in rows.stored.keys() - {str(row.pk) for row in remaining}:
            services.remove_participation(rows.stored[pk], by=by)
        # Leads last: one that hands over the lead has to let go of it first.
        for number, row in sorted(enumerate(remaining), key=lambda each: each[1].role == Role.LEAD):
            row.operation = operation
            with found.at(f"participations.{number}"):
                services.record_participation(row, by=by)
        found.settle()

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            **context["form"].rows,
            "title": self.title,
            "cancel_url": self.cancel_url,
        }
