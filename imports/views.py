"""Import pages: files are sent, checked, recorded and undone."""

import gzip
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from agencies.requests import SignedInRequest
from common.db.seen import Seen, digest_of
from common.errors import Invalid, Refused
from common.files import marked_name
from common.pages.paging import Page
from imports.forms import CommitForm, FileForm, PrintedTotalForm, UndoForm
from imports.mapping_form import MappingForm, choices_for, looked_at
from imports.models import FileImport, ImportState
from imports.reading.errors import CannotRead
from imports.report import OWN, findings_of, number_of_findings
from imports.services.handing import awaits_review, verify_import
from imports.services.jobs import ENDED, cancel_import, commit_import, map_import, receive_file
from imports.services.looking import look_at_file
from imports.services.named import save_mapping
from imports.services.printed import comparisons, print_total
from imports.services.progress import progress_of
from imports.services.undoing import Undone, undo_import
from operations.discretion import Discretion
from operations.models import ReviewedRecord

SHOWN = 25
MAPPED_AGAIN = (ImportState.UNMAPPED, *ENDED)


def imports_page(request: SignedInRequest) -> HttpResponse:
    """The files of the user's agency, and the form to send another."""
    user: Any = request.user
    if not user.enters:
        raise PermissionDenied
    form = FileForm(request.POST or None, request.FILES or None, by=user)
    if request.method == "POST" and form.is_valid():
        name, mapping = form.cleaned_data["read"]
        if mapping and (saved := form.cleaned_data["name"]):
            name = save_mapping(saved, mapping, by=user).name
        found = receive_file(form.cleaned_data["file"], mapping, name=name, by=user, dry_run=True)
        return redirect(found) if mapping else redirect("import-map", found.pk)
    page = Page(FileImport.objects.visible_to(user).select_related("created_by"), request.GET.get("page"))
    status = 422 if form.errors else 200
    return render(request, "imports/list.html", {"form": form, "page": page}, status=status)


def import_page(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The findings in a file, or its progress while it is read."""
    found, by = _of(request, pk), request.user
    findings = list(findings_of(found, SHOWN))
    context = {
        "found": found,
        "findings": findings,
        "more": number_of_findings(found) - len(findings),
        "totals": found.totals[:SHOWN],
        "more_totals": len(found.totals) - SHOWN,
        "progress": progress_of(found) if found.is_pending else None,
        "comparisons": comparisons(found),
        "total_form": PrintedTotalForm(stated=found.stated),
        "can_commit": bool(found.stored) and found.state in ENDED,
        "can_map": bool(found.stored) and found.state in MAPPED_AGAIN,
        "can_verify": by.verifies and by.pk != found.created_by_id and awaits_review(found),
        "can_undo": found.state == ImportState.DONE,
        "shown": digest_of(found),
        "commit_form": CommitForm(),
        "undo_form": UndoForm(),
    }
    template = "imports/state.html" if request.htmx else "imports/detail.html"
    return render(request, template, context)


def map_page(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The page on which columns of a file are mapped, beside its first rows."""
    found, user = _of(request, pk), request.user
    if not found.stored or found.is_pending:
        return redirect(found)
    try:
        look = look_at_file(Path(found.stored.path), *looked_at(request.POST))
    except CannotRead as refusal:
        messages.error(request, str(refusal))
        return redirect("imports")
    refreshed = "refresh" in request.POST
    sent, stated = (None, choices_for(look, request.POST)) if refreshed else (request.POST or None, None)
    form = MappingForm(look, sent, stated=stated, by=user)
    if form.is_valid():
        try:
            return _mapped(found, form, user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(found)
    status = 422 if form.errors else 200
    return render(request, "imports/map.html", {"form": form, "found": found}, status=status)


def _mapped(found: FileImport, form: MappingForm, user: Any) -> HttpResponse:
    name, mapping = form.cleaned_data["name"], form.cleaned_data["read"]
    if name:
        save_mapping(name, mapping, by=user)
    return redirect(map_import(found, mapping, name=name, by=user))


def report_file(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = _of(request, pk)
    packed = bytes(found.report)
    response = HttpResponse(
        gzip.decompress(packed) if packed else b"", content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{marked_name("import", OWN, "csv")}"'
    return response


@require_POST
def commit_page(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = _of(request, pk)
    form = CommitForm(request.POST)
    if form.is_valid():
        try:
            seen = Seen(request.POST.get("shown", ""))
            commit_import(found, by=request.user, seen=seen, **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect(found)


@require_POST
def cancel_page(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found, user = _of(request, pk), request.user
    try:
        cancel_import(found, by=user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@require_POST
def total_page(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Compares a total that the file prints with the sum of its rows."""
    found, user = _of(request, pk), request.user
    form = PrintedTotalForm(request.POST, stated=found.stated)
    try:
        if form.is_valid():
            print_total(found, by=user, **form.cleaned_data)
        else:
            messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
    except (Refused, Invalid) as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@require_POST
def verify_page(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Verifies what a file brought as one batch, with its summary in view."""
    found, by = _of(request, pk), request.user
    try:
        many = verify_import(found, by=by, seen=Seen(request.POST.get("shown", "")))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        verified = ngettext(
            "%d record is verified, and counts from now on.",
            "%d records are verified, and count from now on.",
            many,
        )
        messages.success(request, verified % many)
    return redirect(found)


def _tell(request: SignedInRequest, undone: Undone, by: Any) -> None:
    """What was undone, and what stays."""
    taken_back = undone.discarded + undone.withdrawn
    messages.success(
        request, ngettext("%d record taken back.", "%d records taken back.", taken_back) % taken_back
    )
    if undone.restored:
        restored = ngettext(
            "%d record says again what the earlier file says.",
            "%d records say again what the earlier file says.",
            undone.restored,
        )
        messages.success(request, restored % undone.restored)
    if undone.left:
        # Of claims, who sees their operation sees them; what an agency brought by a file it may see itself.
        reviewed = [record for record in undone.left if isinstance(record, ReviewedRecord)]
        hidden = Discretion(by).hidden(type(reviewed[0]), [each.pk for each in reviewed]) if reviewed else ()
        shown = [str(_("not shown to you") if each.pk in hidden else each) for each in undone.left[:SHOWN]]
        names = ", ".join(dict.fromkeys(shown))
        messages.warning(request, _("These were changed since, and stay: %(names)s") % {"names": names})


@require_POST
def undo_page(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found, by = _of(request, pk), request.user
    try:
        undone = undo_import(found, by=by, reason=request.POST.get("reason", ""))
    except (Refused, Invalid) as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    _tell(request, undone, by)
    return redirect(found)


def _of(request: SignedInRequest, pk: UUID) -> FileImport:
    user: Any = request.user
    return get_object_or_404(FileImport.objects.visible_to(user).select_related("created_by"), pk=pk)
