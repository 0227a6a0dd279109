"""Amendments: copies that supersede verified records once they are verified themselves."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from agencies.models import User
from common.audit import audited, checked_reason
from common.db.acts import all_or_nothing, locked
from operations.models import ReviewedRecord
from operations.rules import authors_of
from records import rules
from records.drafts import Draft
from records.late import closings_of
from records.services.drafts import SYSTEM_FIELDS, change_draft

R = TypeVar("R", bound=ReviewedRecord)
# Copies the rows below a record into another; returns the copy of each by the id of its original.
CopyRows = Callable[[Any, Any], Mapping[Any, Any]]


@all_or_nothing()
def amend_record(original: R, copy_rows: CopyRows, *, by: User, reason: str, version: int | None = None) -> R:
    """Opens an amendment: a draft copy of the original, which goes on counting until the copy is verified."""
    copy, _rows = open_amendment(original, copy_rows, by=by, reason=reason, version=version)
    return copy


@all_or_nothing()
def amend_edited(
    draft: Draft[R], copy_rows: CopyRows, *, by: User, reason: str, version: int | None = None
) -> R:
    """Saves the edits of a verified record as an amendment; none if nothing has changed."""
    copy, rows = open_amendment(draft.record, copy_rows, by=by, reason=reason, version=version)
    draft.move_to(copy, rows)
    record = change_draft(draft, by=by)
    rules.amends_something(record)
    return record


def open_amendment(
    original: R, copy_rows: CopyRows, *, by: User, reason: str, version: int | None
) -> tuple[R, Mapping[Any, Any]]:
    """The copy and those of its rows, within the transaction of the edit that it is opened for."""
    reason = checked_reason(reason, needed=True)
    original = locked(original, version)
    rules.may_amend(original, by)
    rules.has_no_open_amendment(original)
    copy = _copy_of(original)
    # An amendment that was withdrawn keeps its number.
    revisions = original.amendments.values_list("revision", flat=True)
    copy.revision = 1 + max([original.revision, *revisions])
    copy.amends = original
    copy.created_by = copy.last_edited_by = by
    copy.authors = sorted(authors_of(by))
    copy.late_reason = reason if closings_of(original).exists() else ""
    with audited(by=by, action="amended", reason=reason):
        copy.save()
        copy.readers.set(original.readers.all())
        return copy, copy_rows(original, copy)


def _copy_of(record: R) -> R:
    fields = {
        field.attname: getattr(record, field.attname)
        for field in record._meta.concrete_fields
        if not field.primary_key and (field.name in ("owner", "duplicate") or field.name not in SYSTEM_FIELDS)
    }
    return type(record)(**fields)
