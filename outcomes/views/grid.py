from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.requests import SignedInRequest
from common.errors import Invalid, Refused
from common.pages.entry import EntryView
from operations.forms.catalogue import Catalogue
from operations.models import Outcome
from operations.rules import may_enter
from outcomes import services
from outcomes.grid import OutcomeGridForm
from records.cautions import caution_records
from records.services.many import submit_all


class OutcomeGridView(EntryView):
    """Many outcomes on one page, saved together or not at all."""

    request: SignedInRequest

    form_class = OutcomeGridForm
    template_name = "outcomes/grid.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            may_enter(self.request.user)
        except Refused as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        self.catalogue = Catalogue(self.request.user)
        self.saved: list[Outcome] = []
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        return Outcome.objects.visible_to(self.request.user).select_related("owner", "operation")

    def get_initial(self) -> dict[str, Any]:
        operation = self.catalogue.operations.rows.get(self.request.GET.get("operation", ""))
        shared = {"operation": operation, "marking": operation.marking} if operation else {}
        return {"agency": self.request.user.agency, **shared}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": Outcome(), "catalogue": self.catalogue}

    def save(self, form: OutcomeGridForm) -> Outcome:
        drafts = form.drafts()
        if not drafts:
            raise Invalid({"rows": [_("Fill in one row at least.")]})
        try:
            self.saved = services.record_outcomes(drafts, by=self.request.user)
        except Invalid as invalid:
            raise Invalid(_of_rows(invalid.errors)) from invalid
        if self.request.POST.get("then") == "submit":
            submit_all(Outcome.objects.filter(pk__in=[each.pk for each in self.saved]), by=self.request.user)
        return self.saved[0]

    def check(self, form: OutcomeGridForm) -> None:
        each = services.check_outcomes(form.drafts(), by=self.request.user)
        found = {
            f"{number}.{path}": text for number, errors in enumerate(each) for path, text in errors.items()
        }
        if found:
            raise Invalid(_of_rows(found))

    def announce(self, form: OutcomeGridForm) -> None:
        number = len(self.saved)
        if not number:
            messages.info(self.request, _("This page was saved already."))
            return
        if self.request.POST.get("then") == "submit":
            text = ngettext(
                "%d outcome was saved and submitted.", "%d outcomes were saved and submitted.", number
            )
        else:
            text = ngettext("%d outcome was saved as a draft.", "%d outcomes were saved as drafts.", number)
        messages.success(self.request, text % number)
        for outcome, cautions in zip(
            self.saved, caution_records(self.saved, by=self.request.user), strict=True
        ):
            for caution in cautions:
                messages.warning(self.request, f"{outcome}: {caution.sentence}")

    def get_success_url(self) -> str:
        operation = self.object.operation
        return reverse("operation-outcomes", args=[operation.code]) if operation else reverse("outcomes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            **context["form"].rows,
            "title": _("Record several outcomes"),
            "cancel_url": reverse("outcomes"),
            "currencies": (),
            "suggestions": {
                "measures": self.catalogue.results.choices,
                "agencies": self.catalogue.agencies.choices,
                "countries": self.catalogue.countries.choices,
            },
        }


def _of_rows(errors: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {f"rows.{path}": sentences for path, sentences in errors.items()}
