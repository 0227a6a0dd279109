"""Files of an operation and of its sources: attached, saved by who may read them, and removed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies.requests import SignedInRequest
from common.errors import Invalid, Refused
from common.files import marked_name
from common.forms.errors import place_errors
from common.pages.attachments import file_response
from dashboards.operation.files import file_form, files_of
from dashboards.views.operation_parts import sources_page
from operations.models import Attachment, Operation
from operations.services.attachments import attach_file, remove_file


def operation_files(request: SignedInRequest, code: str) -> HttpResponse:
    """A POST of a file. If it is not taken, the page of the sources says why beside the field."""
    found = _operation(request, code)
    if (
        request.method != "POST"
        or (form := file_form(found, request.user, request.POST, request.FILES)) is None
    ):
        return redirect(_section(found))
    if form.is_valid():
        given: dict[str, Any] = dict(form.cleaned_data)
        try:
            attach_file(given.pop("source") or found, by=request.user, **given)
        except Invalid as invalid:
            place_errors(invalid, form, {})
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(_section(found))
        else:
            messages.success(request, _("The file is attached."))
            return redirect(_section(found))
    return sources_page(request, code, form=form, status=400)


def operation_file(request: SignedInRequest, code: str, file: Any) -> HttpResponseBase:
    row = _file(request, _operation(request, code), file)
    stem, _dot, extension = row.name.rpartition(".")
    return file_response(row.stored, name=marked_name(stem, row.marked, extension), media_type=row.media_type)


@require_POST
def remove_operation_file(request: SignedInRequest, code: str, file: Any) -> HttpResponse:
    found = _operation(request, code)
    try:
        remove_file(_file(request, found, file), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The file was removed."))
    return redirect(_section(found))


def _operation(request: SignedInRequest, code: str) -> Operation:
    found: Operation = get_object_or_404(Operation.objects.visible_to(request.user), code=code)
    return found


def _file(request: SignedInRequest, found: Operation, pk: Any) -> Attachment:
    for row in files_of(found, request.user):
        if row.pk == pk:
            return row
    raise Http404


def _section(found: Operation) -> str:
    return reverse("operation-sources", args=[found.code]) + "#attachments"
