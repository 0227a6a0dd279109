"""Records found to be the same as another: they stay, and count no more, until that is undone.

To the ledger a duplicate is a part that counts for nobody: it is in its other record already (docs/decisions/0082).
"""

from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited, checked_reason
from common.db.acts import all_or_nothing, locked
from common.errors import Invalid, Refused
from operations.models import ReviewedRecord, State
from operations.sharing import may_see, stricter
from records import rules
from records.late import late_reason
from records.series import check_series, has_newer_report

R = TypeVar("R", bound=ReviewedRecord)
CHANGED = ["part_of", "duplicate", "late_reason", "version"]


@all_or_nothing()
def mark_duplicate(
    record: R, *, by: User, same_as: UUID | None, reason: str, version: int | None = None
) -> R:
    """Takes a verified record out of totals, because another one that counts is of the same event."""
    reason = checked_reason(reason, needed=True)
    model: Any = type(record)
    # In one order, whoever links the two the other way round meanwhile.
    list(
        model.objects.select_for_update(no_key=True, of=("self",))
        .filter(pk__in=[record.pk, same_as])
        .order_by("pk")
    )
    record = locked(record, version)
    _may_link(record, by)
    other = _other_record(record, same_as, by)
    _check_readers(record, other)
    record.part_of, record.duplicate = other, True
    record.late_reason = late_reason(record, reason)
    record.version += 1
    with audited(by=by, action="found the same", reason=reason):
        record.save(update_fields=CHANGED)
    return record


@all_or_nothing()
def undo_duplicate(record: R, *, by: User, reason: str, version: int | None = None) -> R:
    """Puts a record back into totals: it was not the same."""
    reason = checked_reason(reason, needed=True)
    record = locked(record, version)
    if not record.duplicate:
        raise Refused(_("%(record)s is not linked as the same as another record.") % {"record": record})
    _may_decide_verified(record, by)
    record.part_of, record.duplicate = None, False
    check_series(record)
    record.late_reason = late_reason(record, reason)
    record.version += 1
    with audited(by=by, action="found another", reason=reason):
        record.save(update_fields=CHANGED)
    return record


def _may_link(record: ReviewedRecord, by: User) -> None:
    _may_decide_verified(record, by)
    if record.duplicate:
        raise Refused(_("%(record)s is linked as the same as another record already.") % {"record": record})
    if record.part_of_id:
        raise Refused(
            _("%(record)s is a part of another record, and not counted anyway.") % {"record": record}
        )
    rules.has_no_parts(record, record.parts.standing())
    rules.has_no_open_amendment(record)


def _may_decide_verified(record: ReviewedRecord, by: User) -> None:
    """It moves totals as verifying does: another person decides than the record's authors."""
    rules.may_decide(record, by)
    if record.state != State.VERIFIED:
        raise Refused(_("Only a verified record counts: return or withdraw this one instead."))


def _other_record(record: R, pk: UUID | None, by: User) -> Any:
    model: Any = type(record)
    found = model.objects.filter(pk=pk).first() if pk and may_see(model, by, pk) else None
    if found is None:
        raise Invalid({"same_as": [_("There is no such record.")]})
    if found.pk == record.pk:
        raise Invalid({"same_as": [_("A record is not a duplicate of itself.")]})
    if not found.counts or has_newer_report(found):
        raise Invalid(
            {
                "same_as": [
                    _("%(record)s does not count itself: choose the one that does.") % {"record": found}
                ]
            }
        )
    return found


def _check_readers(record: ReviewedRecord, other: ReviewedRecord) -> None:
    """Raises Invalid if fewer may read the other record: the event would be in no total of the others."""
    if stricter(other.marking, record.marking) != record.marking:
        words = {"record": other, "marking": other.marking}
        sentence = _(
            "%(record)s is %(marking)s: some who read this record may not read that one. Link that one to this one."
        )
        raise Invalid({"same_as": [sentence % words]})
