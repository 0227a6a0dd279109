"""The steps of review, from draft to verified, by two persons; for records of every kind."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited, checked_reason
from common.db.acts import all_or_nothing, check_version, locked
from common.errors import Refused, messages_of
from common.outbox import announce
from operations.discretion import Discretion
from operations.models import EDITABLE, HEAD, RETIRED, ReviewedRecord, State
from operations.sharing import stricter
from records import levels, rules
from records.late import late_reason
from records.series import check_series
from records.surroundings import check_counted

R = TypeVar("R", bound=ReviewedRecord)
MARKS = [
    "state", "state_reason", "submitted_at", "reviewer", "confirmed_at", "confirmed_by", "verified_at", "verified_by",
    "late_reason", "version",
]  # fmt: skip
# The states that people are told of.
ANNOUNCED = (State.SUBMITTED, State.RETURNED, State.VERIFIED)


@all_or_nothing()
def submit(record: R, *, by: User, version: int | None = None, reason: str = "") -> R:
    """Submits a draft for review, with a reason where it is late. Submitting it again changes nothing."""
    record = locked(record, version)
    if record.state == State.SUBMITTED:
        return record
    rules.may_change(record, by)
    rules.can_be_reviewed(record)
    rules.amends_something(record)
    record.late_reason = late_reason(record, reason)
    record.submitted_at = timezone.now()
    return _moved(record, State.SUBMITTED, by=by, reason=reason)


@all_or_nothing()
def take_back(record: R, *, by: User, reason: str = "", version: int | None = None) -> R:
    """Makes a submitted record a draft again, unless somebody has begun to review it."""
    record = locked(record, version)
    reason = checked_reason(reason)
    _awaits_review(record)
    rules.may_take_back(record, by)
    return _moved(record, State.DRAFT, by=by, reason=reason, action="taken back")


@all_or_nothing()
def begin_review(record: R, *, by: User, version: int | None = None) -> R:
    """Stores who reviews the record: from then on its author cannot take it back. Others may still decide on it."""
    record = locked(record, version)
    _awaits_review(record)
    rules.may_decide(record, by)
    if record.reviewer_id == by.pk:
        return record
    record.reviewer = by
    record.version += 1
    with audited(by=by, action="review begun"):
        record.save(update_fields=["reviewer", "version"])
    return record


@all_or_nothing()
def confirm(record: R, *, by: User, version: int | None = None) -> R:
    """Confirms a submitted record at the first of two levels of review. It counts once it is verified."""
    record = locked(record)
    _awaits_review(record)
    levels.may_confirm(record, by)
    check_version(record, version)
    record.confirmed_by, record.confirmed_at, record.reviewer = by, timezone.now(), None
    record.version += 1
    with audited(by=by, action="confirmed"):
        record.save(update_fields=MARKS)
    # It waits for those of the second level now.
    announce(State.SUBMITTED, record, by=by)
    return record


@all_or_nothing()
def approve(record: R, *, by: User, version: int | None = None) -> R:
    """The next step towards counting: confirms what has two levels of review and is not confirmed, else verifies."""
    first = record.confirmed_by_id is None and levels.has_two(record)
    return (confirm if first else verify)(record, by=by, version=version)


@all_or_nothing()
def verify(record: R, *, by: User, version: int | None = None, reason: str = "") -> R:
    """Verifies a submitted record, so that it counts; an amendment then supersedes its original.

    `version` is the one that the reviewer read. Raises Refused, NotAllowed or Outdated.
    """
    record = locked(record)
    if record.state == State.VERIFIED:
        raise Refused(_verified_already(record, by))
    _awaits_review(record)
    levels.may_verify(record, by)
    check_version(record, version)
    # What was closed before it was submitted, its author has given a reason for.
    record.late_reason = late_reason(record, reason, since=record.submitted_at)
    _check_fit_to_count(record, by=by)
    if record.amends_id:
        _supersede(record, by=by)
    record.verified_by, record.verified_at = by, timezone.now()
    return _moved(record, State.VERIFIED, by=by, reason=reason)


@all_or_nothing()
def return_to_author(record: R, *, by: User, reason: str, version: int | None = None) -> R:
    """Returns a submitted record to its author; the reason says what to correct."""
    record = locked(record, version)
    reason = checked_reason(reason, needed=True)
    _awaits_review(record)
    rules.may_decide(record, by)
    return _moved(record, State.RETURNED, by=by, reason=reason)


@all_or_nothing()
def withdraw(record: R, *, by: User, reason: str, version: int | None = None) -> R:
    """Withdraws a record from totals for good, with a reason. Refused while it has parts."""
    record = locked(record, version)
    reason = checked_reason(reason, needed=True)
    if record.state in RETIRED:
        raise Refused(_("%(record)s is %(state)s already.") % _named(record))
    rules.may_withdraw(record, by)
    rules.has_no_parts(record, record.parts.standing())
    if record.state == State.VERIFIED:
        # It was in totals; what was never in any takes nothing out.
        record.late_reason = late_reason(record, reason)
    return _moved(record, State.WITHDRAWN, by=by, reason=reason)


def _verified_already(record: ReviewedRecord, by: User) -> str:
    """The sentence names the verifier only to who is inside the record."""
    if Discretion(by).is_inside(record):
        return _("%(record)s was verified by %(name)s already.") % {
            "record": record,
            "name": record.verified_by,
        }
    return _("%(record)s is %(state)s already.") % _named(record)


def _awaits_review(record: ReviewedRecord) -> None:
    if record.state in EDITABLE:
        raise Refused(_("%(record)s has not been submitted yet.") % _named(record))
    if record.state != State.SUBMITTED:
        raise Refused(_("%(record)s is %(state)s, and not up for review.") % _named(record))


def _check_fit_to_count(record: ReviewedRecord, *, by: User) -> None:
    """Refuses a record that no longer fits what others have verified meanwhile."""
    try:
        check_counted(record, by=by)
        check_series(record)
        _check_duplicates(record)
    except ValidationError as error:
        sentence = " ".join(messages_of(error)[""])
        raise Refused(_("%(record)s: %(why)s") % {"record": record, "why": sentence}) from error
    heads = type(record)._default_manager.filter(HEAD, owner=record.owner_id, reference=record.reference)
    if heads.exclude(pk__in=[record.pk, record.amends_id or record.pk]).exists():
        raise Refused(_("Another record goes by the reference %(record)s by now.") % {"record": record})


def _check_duplicates(record: ReviewedRecord) -> None:
    """Raises ValidationError if an amendment is for fewer readers than those linked as the same as its original."""
    if record.amends is None:
        return
    linked = record.amends.parts.filter(duplicate=True, state=State.VERIFIED)
    markings = linked.order_by().values_list("marking", flat=True).distinct()
    if any(stricter(record.marking, marking) != marking for marking in markings):
        raise ValidationError(
            _("More may read a record that is linked as the same as this one. Undo that link first.")
        )


def _supersede(amendment: ReviewedRecord, *, by: User) -> None:
    original = locked(amendment.amends)
    if original.state != State.VERIFIED:
        raise Refused(_("%(record)s, which this amends, is %(state)s now.") % _named(original))
    # Parts belong to the whole that counts, or they would hang on a record that no longer does.
    original.parts.update(part_of=amendment)
    _moved(original, State.SUPERSEDED, by=by, reason=_("Replaced by revision %s.") % amendment.revision)


def _moved(record: R, state: str, *, by: User, reason: str = "", action: str = "") -> R:
    record.state, record.state_reason, record.reviewer = state, reason, None
    if state in EDITABLE:
        record.confirmed_by = record.confirmed_at = None
    record.version += 1
    with audited(by=by, action=action or state, reason=reason):
        record.save(update_fields=MARKS)
    if state in ANNOUNCED:
        announce(state, record, by=by)
    return record


def _named(record: ReviewedRecord) -> dict[str, object]:
    return {"record": record, "state": record.get_state_display()}
