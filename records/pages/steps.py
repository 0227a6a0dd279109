"""The steps of review as buttons, each of which is a POST."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views import View

from agencies.requests import SignedInRequest
from common.db.acts import read_version
from common.errors import Invalid, Refused
from common.forms.errors import place_errors
from common.forms.once import save_form_once
from operations.models import ReviewedRecord
from records import services
from records.assigning import reviewers_offered_to
from records.forms.assigning import AssignForm
from records.forms.comments import CommentForm
from records.forms.wholes import whole
from records.pages.page import RecordPageView


class StepView(View):
    """A POST that calls a service. If it refuses, the page of the record shows why, with what was entered."""

    request: SignedInRequest

    # The view of the record's page.
    detail_view: type[RecordPageView] = RecordPageView
    name = ""
    service: Callable[..., Any] = staticmethod(services.submit)
    takes_reason = False
    success_message: Any = ""

    def get(self, request: SignedInRequest, pk: Any) -> HttpResponse:
        return redirect(self.detail_view.kind, pk=pk)

    def post(self, request: SignedInRequest, pk: Any) -> HttpResponse:
        try:
            self.object = self.perform(self.get_object())
        except Invalid as invalid:
            errors = invalid.errors.get("reason", [str(invalid)])
            attempt = {"step": self.name, "errors": errors}
            return self.detail_view.respond(request, pk, status=400, attempt=attempt)
        except Refused as refusal:
            return self.detail_view.respond(request, pk, refusal=refusal, attempt={"step": self.name})
        messages.success(request, self.get_success_message() % {"record": self.object})
        return redirect(self.get_success_url())

    def get_object(self) -> ReviewedRecord:
        visible = self.detail_view.model.objects.visible_to(self.request.user)
        record: ReviewedRecord = get_object_or_404(visible, pk=self.kwargs["pk"])
        return record

    def perform(self, record: ReviewedRecord) -> Any:
        # Reasons that were ticked come before what was typed.
        texts = [*self.request.POST.getlist("picked"), self.request.POST.get("reason", "")]
        reason = " ".join(text for text in texts if text.strip()).replace("\0", "")
        given = {"reason": reason} if self.takes_reason else {}
        return self.service(record, by=self.request.user, version=self.get_version(), **given)

    def get_version(self) -> int:
        """The version that the page showed; 0, which no record has, without one."""
        # Nobody would know what was looked at.
        return read_version(self.request.POST.get("version", ""))

    def get_success_message(self) -> Any:
        return self.success_message

    def get_success_url(self) -> str:
        following = self.request.POST.get("next", "")
        ours = url_has_allowed_host_and_scheme(following, {self.request.get_host()})
        return following if ours else self.object.get_absolute_url()


class VerifyView(StepView):
    def get_success_message(self) -> Any:
        if self.object.part_of_id is None:
            return self.success_message
        return _("%(record)s is verified; it is part of another record and not counted again.")


class DuplicateView(StepView):
    """A POST with the reference of the other record."""

    def perform(self, record: ReviewedRecord) -> Any:
        text = self.request.POST.get("same_as", "").replace("\0", "").strip()
        try:
            found = whole(record, self.request.user, text)
        except ValidationError as error:
            raise Invalid(
                {"reason": [_("Give the reference of the other record as it is listed.")]}
            ) from error
        self.service = partial(services.mark_duplicate, same_as=found.pk)
        try:
            return super().perform(record)
        except Invalid as invalid:
            raise Invalid({"reason": [str(invalid)]}) from invalid


class AssignView(StepView):
    """A POST that assigns the record to one of those whom its page offers, or to nobody."""

    success_message = _lazy("%(record)s is assigned.")

    def perform(self, record: ReviewedRecord) -> Any:
        form = AssignForm(self.request.POST, people=reviewers_offered_to(self.request.user, record))
        if not form.is_valid():
            raise Refused(_("Choose whom to assign %(record)s to.") % {"record": record})
        return services.assign(record, by=self.request.user, to=form.person, version=self.get_version())


class CommentView(StepView):
    def post(self, request: SignedInRequest, pk: Any) -> HttpResponse:
        record, form = self.get_object(), CommentForm(request.POST, about=self.detail_view.field_labels())
        if form.is_valid():
            try:
                save = partial(services.comment, record, by=request.user, **form.cleaned_data)
                save_form_once(request.POST, request.user, save)
            except Invalid as invalid:
                place_errors(invalid, form, {})
            except Refused as refusal:
                return self.detail_view.respond(request, pk, refusal=refusal)
            else:
                self.object = record
                return redirect(self.get_success_url())
        return self.detail_view.respond(request, pk, status=400, comment_form=form)

    def get_success_url(self) -> str:
        following, own = super().get_success_url(), self.object.get_absolute_url()
        return f"{own}#comments" if following == own else following
