"""Services for reports that are missing: an agency states that there is nothing, and those who steer remind it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Agency, User
from agencies.roles import ENTERS_RESULTS
from common.audit import audited, checked_reason
from common.db.acts import all_or_nothing, locked
from common.errors import NotAllowed, Refused
from common.outbox import announce
from figures.completeness.board import DUE, MISSING, REPORTED, ExpectedReport, single_report
from figures.completeness.periods import periods_of
from measures.partial_date import PartialDate
from operations import rules
from operations.models import NothingReported, Operation, Participation, Plan, Reminder


@all_or_nothing()
def state_nothing(
    operation: Operation, period: PartialDate, *, by: User, reason: str = ""
) -> NothingReported:
    """States that the user's agency has nothing to report for a period. Refused where it has handed something in."""
    rules.may_enter(by)
    assert by.agency is not None, "role_works_for_an_agency"
    report = report_of(operation, by.agency, period, by=by)
    if report.status == REPORTED:
        raise Refused(_("%(agency)s has reported for that period.") % {"agency": by.agency})
    statement = NothingReported(operation=operation, agency=by.agency, stated_by=by)
    statement.date = period
    statement.full_clean(validate_unique=False)
    with audited(by=by, action="nothing reported", reason=checked_reason(reason)):
        statement.save()
    return statement


@all_or_nothing()
def take_statement_back(statement: NothingReported, *, by: User, reason: str = "") -> None:
    """Takes the statement back: the report is missing again. Its history stays."""
    rules.may_enter(by)
    statement = locked(statement)
    if statement.agency_id != by.agency_id:
        raise NotAllowed(_("Only people of %(agency)s take that back.") % {"agency": statement.agency})
    with audited(by=by, action="statement taken back", reason=checked_reason(reason)):
        statement.delete()


@all_or_nothing()
def remind(operation: Operation, agency: Agency, period: PartialDate, *, by: User) -> Reminder:
    """Reminds the people of an agency of a report that is missing or due, once a day, by a notice."""
    rules.may_steer(locked(operation), by)
    report = report_of(operation, agency, period, by=by)
    if report.status not in (MISSING, DUE):
        raise Refused(_("%(agency)s has answered for that period.") % {"agency": agency})
    if report.reminder and report.reminder.sent_at.date() == timezone.now().date():
        raise Refused(_("%(agency)s has been reminded today.") % {"agency": agency})
    people = reachable_people(agency, operation)
    if not people:
        raise Refused(
            _("%(agency)s has nobody here who enters results, so nobody was reminded.") % {"agency": agency}
        )
    reminder = Reminder(operation=operation, agency=agency, sent_by=by, people=len(people))
    reminder.date = period
    reminder.mailed = sum(1 for person in people if person.email)
    with audited(by=by, action="reminded"):
        reminder.save()
    announce("reminded", reminder, by=by)
    return reminder


def reachable_people(agency: Agency, operation: Operation) -> list[User]:
    """Those who enter results of the agency and may read the operation."""
    active: Any = User.objects.filter(agency=agency, role__in=ENTERS_RESULTS, is_active=True)
    return [
        person for person in active if Operation.objects.visible_to(person).filter(pk=operation.pk).exists()
    ]


def report_of(operation: Operation, agency: Agency, period: PartialDate, *, by: User) -> ExpectedReport:
    """What the agency was expected to report for the period. Raises Refused if it was not."""
    plan = Plan.objects.reporting().visible_to(by).filter(operation=operation).first()
    joined = Participation.objects.reporting().filter(operation=operation, agency=agency)
    found = [each for each in periods_of(plan, timezone.localdate()) if each.date == period] if plan else []
    if plan is None or not found or not joined.exists():
        words = {"agency": agency, "operation": operation}
        raise Refused(_("%(agency)s is not expected to report that to %(operation)s.") % words)
    return single_report(plan, agency, found[0], by)
