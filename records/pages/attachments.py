"""Files of a record on its pages: attached, saved by who may read them, and removed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views import View

from agencies.requests import SignedInRequest
from common.errors import Invalid, Refused
from common.files import marked_name
from common.forms.errors import place_errors
from common.pages.attachments import file_response
from operations.models import Attachment
from records import services
from records.forms.attachments import AttachmentForm
from records.pages.page import RecordPageView
from records.pages.steps import StepView


class AttachView(StepView):
    """A POST of a file. If it is refused, the page of the record shows the reason beside the field."""

    def post(self, request: SignedInRequest, pk: Any) -> HttpResponse:
        record, form = self.get_object(), AttachmentForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                services.attach(record, by=request.user, version=self.get_version(), **form.cleaned_data)
            except Invalid as invalid:
                place_errors(invalid, form, {})
            except Refused as refusal:
                return self.detail_view.respond(request, pk, refusal=refusal)
            else:
                messages.success(request, _("The file is attached."))
                return redirect(f"{record.get_absolute_url()}#attachments")
        return self.detail_view.respond(request, pk, status=400, attachment_form=form)


class AttachmentView(View):
    """A file of a record, for those whom its marking and that of the record allow."""

    request: SignedInRequest
    detail_view: type[RecordPageView] = RecordPageView

    def get(self, request: SignedInRequest, pk: Any, file: Any) -> HttpResponseBase:
        found = self.get_attachment()
        stem, _dot, extension = found.name.rpartition(".")
        name = marked_name(stem, found.marked, extension)
        return file_response(found.stored, name=name, media_type=found.media_type)

    def get_attachment(self) -> Attachment:
        meta: Any = self.detail_view.model._meta
        model = meta.get_field("attachments").related_model
        visible = model.objects.visible_to(self.request.user)
        above = {model.of: self.kwargs["pk"]}
        found: Attachment = get_object_or_404(visible, pk=self.kwargs["file"], **above)
        return found


class DetachView(AttachmentView):
    """A POST that removes a file from a draft."""

    def get(self, request: SignedInRequest, pk: Any, file: Any) -> HttpResponseBase:
        return redirect(self.detail_view.kind, pk=pk)

    def post(self, request: SignedInRequest, pk: Any, file: Any) -> HttpResponse:
        try:
            record = services.detach(self.get_attachment(), by=request.user)
        except Refused as refusal:
            return self.detail_view.respond(request, pk, refusal=refusal)
        messages.success(request, _("The file was removed."))
        return redirect(f"{record.get_absolute_url()}#attachments")
