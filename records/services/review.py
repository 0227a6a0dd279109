"""From draft to verified, by two people. Works on any reviewed record: seizures come through here too."""

from typing import TypeVar

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import User
from common.errors import Invalid, Refused
from operations.audit import audited
from operations.models import EDITABLE, ReviewedRecord, State
from records import rules

R = TypeVar("R", bound=ReviewedRecord)
MARKS = ["state", "state_reason", "submitted_at", "verified_at", "verified_by", "version"]


@transaction.atomic
def submit(record: R, *, by: User) -> R:
    """Hands a draft over for review. Handing it over twice changes nothing."""
    record = locked(record)
    if record.state == State.SUBMITTED:
        return record
    rules.may_change(record, by)
    rules.can_be_reviewed(record)
    record.submitted_at = timezone.now()
    return _moved(record, State.SUBMITTED, by=by)


@transaction.atomic
def verify(record: R, *, by: User) -> R:
    """Makes a submitted record count; an amendment then takes the place of what it amends."""
    record = locked(record)
    if record.state == State.VERIFIED:
        raise Refused(
            _("%(record)s was verified by %(name)s already.") % {"record": record, "name": record.verified_by}
        )
    _awaits_review(record)
    rules.may_decide(record, by)
    if record.amends_id:
        _supersede(record, by=by)
    record.verified_by, record.verified_at = by, timezone.now()
    return _moved(record, State.VERIFIED, by=by)


@transaction.atomic
def return_to_author(record: R, *, by: User, reason: str) -> R:
    """Gives a submitted record back with what is to be mended."""
    record = locked(record)
    reason = _said(reason)
    _awaits_review(record)
    rules.may_decide(record, by)
    return _moved(record, State.RETURNED, by=by, reason=reason)


@transaction.atomic
def withdraw(record: R, *, by: User, reason: str) -> R:
    """Takes a record out of the totals for good, and says why. Its parts must stand on their own first."""
    record = locked(record)
    reason = _said(reason)
    if record.state in (State.WITHDRAWN, State.SUPERSEDED):
        raise Refused(_("%(record)s is %(state)s already.") % _named(record))
    rules.may_withdraw(record, by)
    if record.parts.exclude(state__in=[State.WITHDRAWN, State.SUPERSEDED]).exists():
        raise Refused(
            _("Other records are parts of %(record)s. Withdraw or detach them first.") % _named(record)
        )
    return _moved(record, State.WITHDRAWN, by=by, reason=reason)


def locked(record: R) -> R:
    """The record as it is now, held until the end of the transaction."""
    rows: models.QuerySet[R] = type(record)._default_manager.all()
    return rows.select_for_update(of=("self",), no_key=True).get(pk=record.pk)


def _awaits_review(record: ReviewedRecord) -> None:
    if record.state in EDITABLE:
        raise Refused(_("%(record)s has not been submitted yet.") % _named(record))
    if record.state != State.SUBMITTED:
        raise Refused(_("%(record)s is %(state)s, and not up for review.") % _named(record))


def _supersede(amendment: ReviewedRecord, *, by: User) -> None:
    original = locked(amendment.amends)
    if original.state != State.VERIFIED:
        raise Refused(_("%(record)s, which this amends, is %(state)s now.") % _named(original))
    # Parts belong to the whole that counts, or they would hang on a record that no longer does.
    original.parts.update(part_of=amendment)
    _moved(original, State.SUPERSEDED, by=by, reason=_("Replaced by revision %s.") % amendment.revision)


def _moved(record: R, state: str, *, by: User, reason: str = "") -> R:
    record.state, record.state_reason = state, reason
    record.version += 1
    with audited(by=by, action=state, reason=reason):
        record.save(update_fields=MARKS)
    return record


def _said(reason: str) -> str:
    if not (reason := reason.strip()):
        raise Invalid({"reason": [_("Say why.")]})
    if len(reason) > 500:
        raise Invalid({"reason": [_("Say it in 500 characters.")]})
    return reason


def _named(record: ReviewedRecord) -> dict[str, object]:
    return {"record": record, "state": record.get_state_display()}
