"""Closing of periods: by supervisors of agencies that steer an operation, or of all records of their own agency."""

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited, checked_reason
from common.db.acts import all_or_nothing, locked
from common.errors import Findings, NotAllowed, Refused
from operations import rules
from operations.models import Closing
from operations.sharing import may_see


@all_or_nothing()
def close_period(closing: Closing, *, by: User, reason: str = "") -> Closing:
    """Closes a period that is over. What is changed in it later goes through with a reason, and is shown as late."""
    reason = checked_reason(reason)
    _may_close(closing, by)
    assert by.agency is not None, "role_works_for_an_agency"
    closing.agency, closing.closed_by = by.agency, by
    findings = Findings()
    with findings.at():
        closing.full_clean(validate_unique=False)
    if closing.date_to and closing.date_to >= timezone.localdate():
        findings.add("date", _("%(period)s is not over yet.") % {"period": closing.date})
    findings.raise_if_any()
    with audited(by=by, action="period closed", reason=reason):
        closing.save()
    return closing


@all_or_nothing()
def reopen_period(closing: Closing, *, by: User, reason: str) -> Closing:
    """Opens a period again, with a reason: its history has both."""
    reason = checked_reason(reason, needed=True)
    closing = locked(closing)
    _may_close(closing, by)
    if closing.reopened_at is not None:
        raise Refused(_("That period is open again already."))
    closing.reopened_at, closing.reopened_by = timezone.now(), by
    with audited(by=by, action="period reopened", reason=reason):
        closing.save()
    return closing


def _may_close(closing: Closing, by: User) -> None:
    if not by.verifies or by.agency_id is None:
        raise NotAllowed(_("Only a supervisor closes a period, or opens one again."))
    operation = closing.operation
    if operation is None:
        if closing.agency_id not in (None, by.agency_id):
            raise NotAllowed(_("Only people of %(agency)s do that.") % {"agency": closing.agency})
    elif not may_see(type(operation), by, operation.pk) or not rules.steers(operation, by):
        raise NotAllowed(
            _("Only agencies that lead, coordinate or recorded the operation close its periods.")
        )
