"""Pages of the sources, claims and indicators of an operation."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.requests import SignedInRequest
from common.errors import Refused
from common.pages.entry import EntryView
from operations import rules, services
from operations.forms.catalogue import Catalogue
from operations.models import Claim, Indicator, Operation, Source
from records.forms.stated import ClaimEntryForm, IndicatorEntryForm, SourceEntryForm


class StatedEntryView(EntryView):
    """The new and edit pages of one kind of row that belongs to an operation."""

    request: SignedInRequest

    model: type[Model]
    form_class: type[Any]
    template_name = "operations/stated.html"
    titles: tuple[Any, Any] = ("", "")
    # The page of the operation that shows the row, and its section.
    section = ("", "")
    # The fields of the page, in its order.
    shown = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        visible = Operation.objects.visible_to(self.request.user)
        self.operation = get_object_or_404(visible, code=kwargs["code"])
        self.catalogue = Catalogue(self.request.user)
        self.object: Any = self.get_object()
        self.creates = self.object._state.adding
        try:
            self.check_rule()
        except Refused as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        return super().dispatch(request, *args, **kwargs)

    def get_object(self) -> Any:
        if "pk" not in self.kwargs:
            return self.model(operation=self.operation)
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = self.model._default_manager.all()
        visible: QuerySet[Any] = rows.visible_to(self.request.user)
        return visible.filter(operation=self.operation)

    def check_rule(self) -> None:
        """Raises Refused if the user may not add or change the row."""
        rules.may_steer(self.operation, self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.object, "catalogue": self.catalogue}

    def seen(self, form: Any) -> dict[str, Any]:
        return {} if self.creates else {"seen": form.seen, "reason": form.reason}

    def save(self, form: Any) -> Any:
        return services.record_fact(form.apply(), by=self.request.user, **self.seen(form))

    def announce(self, form: Any) -> None:
        messages.success(self.request, _("%(record)s was saved.") % {"record": self.object})

    def get_success_url(self) -> str:
        page, section = self.section
        return f"{reverse(page, args=[self.operation.code])}#{section}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "operation": self.operation,
            "title": self.titles[0 if self.creates else 1],
            "shown": self.shown,
            "cancel_url": self.get_success_url(),
            "currencies": (),
        }


class SourceEntryView(StatedEntryView):
    """A new source belongs to the operation; one that another operation names is edited there."""

    request: SignedInRequest

    model, form_class = Source, SourceEntryForm
    titles = gettext_lazy("Add a source"), gettext_lazy("Edit the source")
    section = ("operation-sources", "sources")
    shown = "publisher title date reliability credibility location marking code readers other_readers why"

    def get_initial(self) -> dict[str, Any]:
        return {"marking": self.operation.marking} if self.creates else {}

    def get_queryset(self) -> QuerySet[Any]:
        return Source.objects.visible_to(self.request.user)

    def check_rule(self) -> None:
        if self.creates:
            rules.may_state(self.request.user)
        else:
            rules.may_change_source(self.object, self.request.user)

    def save(self, form: SourceEntryForm) -> Source:
        readers = form.cleaned_data.get("readers")
        return services.record_source(form.apply(), readers=readers, by=self.request.user, **self.seen(form))


class ClaimEntryView(StatedEntryView):
    model, form_class = Claim, ClaimEntryForm
    titles = gettext_lazy("Add what a source states"), gettext_lazy("Edit what a source states")
    section = ("operation-results", "results")
    shown = "source measure stage agency qualifier value unit date statement part_of note code why"

    def get_initial(self) -> dict[str, Any]:
        if not self.creates:
            return {}
        source = self.catalogue.sources.rows.get(self.request.GET.get("source", ""))
        return {"source": source} if source else {}


class IndicatorEntryView(StatedEntryView):
    model, form_class = Indicator, IndicatorEntryForm
    titles = gettext_lazy("Add an indicator"), gettext_lazy("Edit the indicator")
    section = ("operation-sources", "indicators")
    shown = "name before before_period after after_period unit source code why"
