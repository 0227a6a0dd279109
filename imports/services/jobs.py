"""Imports by a worker, for files that browsers and programs send: a dry run first, then what the user decides."""

import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from celery import current_app
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited
from common.db.acts import all_or_nothing
from common.db.seen import Seen
from common.errors import NotAllowed, Refused
from common.outbox import announce
from imports.mapping.checking import read_mapping
from imports.mapping.contract import Mapping
from imports.models import FileImport, ImportState
from imports.report import ImportReport
from imports.services.progress import Watched, forget_stop, request_stop
from imports.services.running import AlreadyRead, Cancelled, Wanted, import_file, is_read
from operations.rules import may_enter

# A message that is not followed by then was lost.
LOST = datetime.timedelta(minutes=2)
LONGEST_NAME = 60
CHOICES = ("dry_run", "partial", "submit")
# Nothing is recorded in these states, and the file may be read once more.
ENDED = (ImportState.CHECKED, ImportState.REFUSED, ImportState.STOPPED)


def receive_file(
    file: "File[Any]",
    mapping: Mapping | None,
    *,
    name: str = "",
    by: User,
    later: bool = True,
    **wanted: bool,
) -> FileImport:
    """Stores a file, and sends it to a worker once that is committed, unless the caller reads it (`later`).

    Without a mapping it waits for one.
    """
    may_enter(by)
    sent_as = file.name or ""
    # Of a long name, the storage can shorten only what stands before the first point.
    file.name = sent_as[-LONGEST_NAME:]
    with transaction.atomic(), audited(by=by, action="file received"):
        found = FileImport.objects.create(
            owner=by.agency,  # type: ignore[misc]  # who enters results has one (may_enter)
            created_by=by,
            file_name=sent_as[:200],
            stored=file,
            mapping=mapping.source if mapping else {},
            state=ImportState.WAITING if mapping else ImportState.UNMAPPED,
            mapping_name=name[:80],
            wanted={choice: bool(wanted.get(choice)) for choice in CHOICES},
        )
        if mapping and later:
            _start(found)
    return found


@all_or_nothing()
def map_import(file_import: FileImport, mapping: Mapping, *, name: str = "", by: User) -> FileImport:
    """Starts a dry run of a file with this mapping; it waited for one, or had another."""
    stored = _own(file_import, by=by)
    if stored.state not in (ImportState.UNMAPPED, *ENDED) or not stored.stored:
        raise Refused(
            _("The file is %(state)s: it is not mapped again.") % {"state": stored.get_state_display()}
        )
    stored.mapping, stored.mapping_name = mapping.source, name[:80]
    stored.wanted = {choice: choice == "dry_run" for choice in CHOICES}
    return _again(stored, action="file mapped", by=by)


@all_or_nothing()
def commit_import(
    file_import: FileImport, *, by: User, seen: Seen | None = None, **wanted: bool
) -> FileImport:
    """Sends a checked file to a worker to be recorded, by the same code as the dry run.

    `seen` is what the user read: another may have had it checked by another mapping since.
    """
    stored = _own(file_import, by=by)
    if seen:
        seen.check(stored)
    if stored.state not in ENDED or not stored.stored:
        raise Refused(
            _("The file is %(state)s: it cannot be recorded.") % {"state": stored.get_state_display()}
        )
    stored.wanted = {choice: bool(wanted.get(choice)) for choice in CHOICES} | {"dry_run": False}
    return _again(stored, action="file to be recorded", by=by)


@all_or_nothing()
def cancel_import(file_import: FileImport, *, by: User) -> FileImport:
    """Cancels the reading of a file: nothing of it is recorded, and it may be recorded later, from its first row."""
    may_enter(by)
    found = FileImport.objects.select_related("owner").get(pk=file_import.pk)
    if found.owner_id != by.agency_id:
        raise NotAllowed(_("Only %(owner)s may cancel this import.") % {"owner": found.owner})
    if not found.is_pending:
        raise Refused(
            _("The file is %(state)s: there is nothing to cancel.") % {"state": found.get_state_display()}
        )
    # Whoever reads the file has its row locked to the end: that is not waited for.
    free = FileImport.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    if waiting := free.filter(pk=found.pk, state=ImportState.WAITING).first():
        sentence = _("%(user)s cancelled it before it was read.") % {"user": by}
        _close(waiting, ImportState.STOPPED, refusal=sentence, by=by)
        return waiting
    request_stop(found, by)
    return found


def _own(file_import: FileImport, *, by: User) -> FileImport:
    """The stored file, locked."""
    may_enter(by)
    stored = FileImport.objects.select_for_update(of=("self",), no_key=True).get(pk=file_import.pk)
    if stored.owner_id != by.agency_id:
        raise NotAllowed(_("Only %(owner)s may record this file.") % {"owner": stored.owner})
    return stored


def _again(stored: FileImport, *, action: str, by: User) -> FileImport:
    stored.state, stored.ended_at, stored.refusal, stored.created_by = ImportState.WAITING, None, "", by
    forget_stop(stored)
    with audited(by=by, action=action):
        stored.save()
        _start(stored)
    return stored


def run_job(pk: UUID) -> None:
    """Imports one file. A killed worker leaves nothing behind, and another one does the job again."""
    about = FileImport.objects.select_related("owner", "created_by").filter(pk=pk).first()
    if about is None or not about.is_pending:
        return
    about.state = ImportState.RUNNING
    about.save(update_fields=["state"])
    report = ImportReport()
    try:
        _run(about, report)
    except AlreadyRead:
        return
    except Cancelled as cancelled:
        _close(about, ImportState.STOPPED, refusal=str(cancelled))
    except Refused as refusal:
        _close(about, ImportState.REFUSED, refusal=str(refusal)[:1000])
    finally:
        report.close()


def _run(about: FileImport, report: ImportReport) -> None:
    result = import_file(
        Path(about.stored.path),
        read_mapping(about.mapping),
        Wanted(**about.wanted),
        report,
        by=about.created_by,
        file_import=about,
        progress=Watched(about),
    )
    if about.state == ImportState.DONE:
        return
    # What was taken back took this row's own changes along.
    result.put_into(about, report)
    _close(about, ImportState(about.state))


def _close(about: FileImport, state: ImportState, *, refusal: str = "", by: User | None = None) -> None:
    about.state, about.refusal, about.ended_at = state, refusal, timezone.now()
    with audited(by=by or about.created_by, action="file read"):
        about.save()
    # By nobody: whoever sent the file wants to know.
    announce("imported", about, by=None)


def start_again() -> None:
    """Reads files whose message was lost, and those whose worker has ended: what it had written is gone with it."""
    before = timezone.now() - LOST
    going_on = FileImport.objects.filter(state__in=[ImportState.WAITING, ImportState.RUNNING])
    for about in going_on.filter(created_at__lt=before).exclude(stored=""):
        if about.state == ImportState.WAITING or not is_read(about):
            run_job(about.pk)


def _start(about: FileImport) -> None:
    transaction.on_commit(partial(_send, str(about.pk)), robust=True)


def _send(pk: str) -> None:
    current_app.send_task("imports.tasks.run_import", args=[pk], retry=False)
