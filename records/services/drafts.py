"""Records, changes and discards drafts of every kind."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connection
from django.utils import timezone

from agencies.models import User
from common.audit import audited, checked_reason
from common.db.acts import all_or_nothing, locked
from common.db.copying import link
from common.errors import Findings, Invalid
from operations.models import ReviewedRecord, State
from operations.rules import authors_of, may_enter
from operations.services.attachments import drop_files
from operations.services.readers import readers_of, set_readers
from operations.sharing import preserve_hidden
from records import rules
from records.drafts import Draft
from records.surroundings import Surroundings

R = TypeVar("R", bound=ReviewedRecord)
Errors = dict[str, list[str]]

# What the system keeps of a record; whoever edits one leaves it as it is.
SYSTEM_FIELDS = (
    "owner", "revision", "amends", "duplicate", "state", "state_reason", "created_at", "created_by", "last_edited_at",
    "last_edited_by", "authors", "submitted_at", "reviewer", "confirmed_at", "confirmed_by",
    "verified_at", "verified_by", "version", "changed_at", "late_reason",
)  # fmt: skip


def record_drafts(drafts: Sequence[Draft[R]], *, by: User, reason: str = "") -> list[R]:
    """Records new records, all or none. Raises Invalid with all errors, each under the number of its draft."""
    if not drafts:
        return []
    reason = checked_reason(reason)
    with all_or_nothing():
        begin(drafts, by=by)
        findings = Findings()
        around = _surroundings(drafts, by=by, lock=True)
        readers = {}
        for number, draft in enumerate(drafts):
            with findings.at(str(number)):
                draft.findings(around).raise_if_any()
                readers[number] = readers_of(draft.record, draft.readers, by=by)
        findings.raise_if_any()
        _give_references([draft.record for draft in drafts], by=by)
        for draft in drafts:
            draft.set_acceptance(around)
        with audited(by=by, action="entered", reason=reason):
            type(drafts[0]).insert(drafts)
            for number, named in readers.items():
                if named:
                    drafts[number].record.readers.set(named)
    return [draft.record for draft in drafts]


def record_draft(draft: Draft[R], *, by: User, reason: str = "") -> R:
    try:
        return record_drafts([draft], by=by, reason=reason)[0]
    except Invalid as invalid:
        raise Invalid(_without_number(invalid.errors)) from invalid


def check_drafts(drafts: Sequence[Draft[R]], *, by: User) -> list[Errors]:
    """The errors of each draft, new or changed. Nothing is written, locked or numbered."""
    if not drafts:
        return []
    begin([draft for draft in drafts if draft.record._state.adding], by=by)
    for draft in drafts:
        if not draft.record._state.adding:
            stored: Any = type(draft.record)._default_manager.get(pk=draft.record.pk)
            _resume(draft, stored, by=by)
    around = _surroundings(drafts, by=by)
    return [_errors_of(draft, around, by=by) for draft in drafts]


def change_draft(draft: Draft[R], *, by: User, version: int | None = None, reason: str = "") -> R:
    """Saves an edited draft; `version` is the one that the editor read. An edit that changes nothing is not saved."""
    reason = checked_reason(reason)
    with all_or_nothing():
        stored = locked(draft.record, version)
        _resume(draft, stored, by=by)
        around = _surroundings([draft], by=by, lock=True)
        draft.findings(around).raise_if_any()
        record, readers = draft.record, readers_of(draft.record, draft.readers, by=by)
        differs = draft.differs_from(stored)
        draft.set_acceptance(around)
        with audited(by=by, action="edited", reason=reason):
            named = set_readers(record, readers)
            if differs:
                mark_edited(record, by=by)
                draft.save()
            elif named:
                record.version += 1
                record.save(update_fields=["version"])
    return record


def discard(record: ReviewedRecord, *, by: User, version: int | None = None, reason: str = "") -> None:
    """Deletes a draft that was never submitted, so that nobody else has seen it. Its history stays."""
    reason = checked_reason(reason)
    with all_or_nothing():
        record = locked(record, version)
        rules.may_discard(record, by)
        with audited(by=by, action="discarded", reason=reason):
            drop_files(list(record.attachments.all()))  # type: ignore[attr-defined]  # each kind of record has its own
            record.delete()


def mark_edited(record: ReviewedRecord, *, by: User) -> None:
    """Adds the editor to the authors of a draft."""
    record.authors = sorted({*record.authors, *authors_of(by)})
    record.last_edited_by, record.last_edited_at = by, timezone.now()
    record.version += 1


def begin(drafts: Sequence[Draft[Any]], *, by: User) -> None:
    """Makes new records drafts of their author and the author's agency."""
    may_enter(by)
    authors = sorted(authors_of(by))
    for draft in drafts:
        record = draft.record
        link(record, "owner", by.agency)
        link(record, "created_by", by)
        link(record, "last_edited_by", by)
        record.state, record.authors = State.DRAFT, authors
        record.reference = record.reference.strip()
        draft.complete()


def _resume(draft: Draft[R], stored: R, *, by: User) -> None:
    """Copies the system's fields from the stored record to the edited one, and completes it."""
    rules.may_change(stored, by)
    record = draft.record
    for name in SYSTEM_FIELDS:
        setattr(record, name, getattr(stored, name))
    if stored.duplicate:
        record.part_of_id = stored.part_of_id
    preserve_hidden(record, stored, "operation", "part_of", "source", by=by)
    record.reference = record.reference.strip() or stored.reference
    draft.stored = stored
    draft.load(stored, by)
    draft.complete()


def _surroundings(drafts: Sequence[Draft[Any]], *, by: User, lock: bool = False) -> Surroundings:
    around = Surroundings([draft.record for draft in drafts], by=by, lock=lock)
    within = {draft.record.part_of_id for draft in drafts}
    around.wholes |= {draft.record.pk: draft.amounts for draft in drafts if draft.record.pk in within}
    around.stored = {draft.stored.pk: draft.stored for draft in drafts if draft.stored}
    around.look_up_operations({pk for draft in drafts for pk in draft.operations})
    around.look_up_sources({pk for draft in drafts for pk in draft.source_ids})
    for draft in drafts:
        around.mark(draft.record)
    return around


def _errors_of(draft: Draft[Any], around: Surroundings, *, by: User) -> Errors:
    findings = draft.findings(around)
    with findings.at():
        readers_of(draft.record, draft.readers, by=by)
    return findings.errors


def _give_references(records: Sequence[ReviewedRecord], *, by: User) -> None:
    """Gives records without a reference a unique one, such as `US-ICE-2026-S00042`."""
    unnamed = [record for record in records if not record.reference]
    if not unnamed or by.agency is None:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('operations_reference') FROM generate_series(1, %s)", [len(unnamed)])
        numbers = [number for (number,) in cursor.fetchall()]
    head = f"{by.agency.code}-{timezone.localdate().year}-{type(unnamed[0]).__name__[0]}"
    for record, number in zip(unnamed, numbers, strict=True):
        record.reference = f"{head}{number:05}"


def _without_number(errors: Errors) -> Errors:
    return {path.partition(".")[2]: messages for path, messages in errors.items()}
