"""Services for acceptance: an accepted result counts in the totals of the agency or operation that it names.

One that is objected to does not.
"""

from typing import Any

from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited, checked_reason
from common.db.acts import all_or_nothing, check_version, locked
from common.errors import Refused
from operations.models import Acceptance, ReviewedRecord
from records import acceptance


@all_or_nothing()
def accept(record: ReviewedRecord, *, by: User, version: int | None = None) -> ReviewedRecord:
    """Accepts everything in the record that waits for the user: for their agency, or for an operation."""
    record = _open(record, by=by)
    acceptance.may_accept(record, by)
    check_version(record, version)
    rows = acceptance.to_accept(record, by)
    return _record_answer(record, rows, Acceptance.ACCEPTED, by=by, action="acceptance given")


@all_or_nothing()
def object_to(record: ReviewedRecord, *, by: User, reason: str, version: int | None = None) -> ReviewedRecord:
    """Takes the result out of the totals of the user's agency, or of an operation that it steers, with a reason."""
    reason = checked_reason(reason, needed=True)
    record = _open(record, by=by)
    acceptance.may_object(record, by)
    check_version(record, version)
    rows = acceptance.to_object(record, by)
    return _record_answer(record, rows, Acceptance.OBJECTED, by=by, action="objected", reason=reason)


def _open(record: ReviewedRecord, *, by: User) -> ReviewedRecord:
    """The record, locked, if the user may see it and it is no draft. Raises Refused."""
    record = locked(record)
    visible = type(record)._default_manager.visible_to(by).filter(pk=record.pk)
    if not acceptance.is_open(record) or not visible.exists():
        raise Refused(_("There is nothing to agree to in %(record)s now.") % {"record": record})
    return record


def _record_answer(
    record: ReviewedRecord, rows: list[Any], answer: str, *, by: User, action: str, reason: str = ""
) -> ReviewedRecord:
    """Stores the answer in the record, and in an open amendment where that states the same."""
    whose = {_whose(row) for row in rows}
    with audited(by=by, action=action, reason=reason):
        _answer(record, whose, answer)
        for each in record.amendments.unverified().select_for_update(of=("self",), no_key=True):
            if answer == Acceptance.OBJECTED or each.content == record.content:
                _answer(each, whose, answer)
    return record


def _answer(record: ReviewedRecord, whose: set[Any], answer: str) -> None:
    for row, _agency, _operation in acceptance.named_rows(record):
        if _whose(row) in whose and row.acceptance != answer:
            row.acceptance = answer
            if row is not record:
                row.save(update_fields=["acceptance"])
    record.version += 1
    record.save(update_fields=["acceptance", "version"])


def _whose(row: Any) -> tuple[Any, ...]:
    """A key that a row and its copy share."""
    if isinstance(row, ReviewedRecord):
        return ("named", row.named_agency_id)
    return ("credit", row.agency_id, row.operation_id)
