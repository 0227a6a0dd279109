from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView

from common.errors import Refused
from common.forms.once import page_number, save_form_once
from common.pages.typed import ReopenedMixin
from operations import rules, services
from operations.forms.catalogue import Catalogue
from operations.forms.operations import OperationForm
from operations.models import Operation


class OperationEntryView(ReopenedMixin, FormView):
    """The new and edit pages of an operation, saved with its participants or not at all."""

    form_class = OperationForm
    template_name = "operations/form.html"
    http_method_names = ["get", "post", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.object = self.get_object()
        except Refused as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        # Read before saving: an attempt that fails leaves its traces on the object.
        self.adding, self.title = self.object._state.adding, self.get_title()
        self.cancel_url = reverse("operations") if self.adding else self.object.get_absolute_url()
        return super().dispatch(request, *args, **kwargs)

    def get_object(self) -> Operation:
        """The operation of the address, or a new one. Raises Refused if the user may not change or enter it."""
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
        saved = form.attempt(partial(self.save, form))
        if saved is None:
            return self.render_form(form)
        self.object = saved
        messages.success(self.request, _("%(record)s was saved.") % {"record": saved})
        return super().form_valid(form)

    def form_invalid(self, form: OperationForm) -> HttpResponse:
        """The form with all errors: the parsed values are checked by the service, too."""
        form.attempt(partial(self.check, form))
        return self.render_form(form)

    def render_form(self, form: OperationForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=form.status)

    def save(self, form: OperationForm) -> Operation:
        given, by = form.for_service(), self.request.user
        if not self.adding:
            changed = {**given, "version": form.version_read, "reason": form.reason}
            return services.record_operation(form.apply(), **changed, by=by)
        save = partial(services.record_operation, form.apply(), **given, by=by)
        saved, pk = save_form_once(self.request.POST, by, save)
        return saved or Operation.objects.get(pk=pk)

    def check(self, form: OperationForm) -> None:
        services.check_operation(form.apply(), **form.for_service(), by=self.request.user)

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            **context["form"].rows,
            "title": self.title,
            "once": page_number(self.request),
            "cancel_url": self.cancel_url,
        }
