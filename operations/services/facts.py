from typing import TypeVar

from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited, checked_reason
from common.db.acts import all_or_nothing, locked
from common.db.seen import Seen
from common.errors import Findings
from measures.partial_date import check_not_future
from operations import rules
from operations.codes import give_code, refuse_taken
from operations.models import Claim, Indicator
from operations.sharing import points_beyond, preserve_hidden

F = TypeVar("F", Claim, Indicator)


@all_or_nothing()
def record_fact(fact: F, *, by: User, seen: Seen | None = None, reason: str = "") -> F:
    """Records or changes a claim or an indicator. Raises Invalid. Neither is in a total.

    One without a code is given one. `seen` is what the editor read.
    """
    reason = checked_reason(reason)
    if seen:
        seen.check(fact)
    rules.may_steer(fact.operation, by)
    if not fact._state.adding:
        stored = locked(fact)
        # Whoever steers only the operation that it is moved to, takes nothing out of another.
        rules.may_steer(stored.operation, by)
        preserve_hidden(fact, stored, "source", by=by)
    give_code(fact)
    findings = Findings()
    with findings.at():
        fact.full_clean(validate_unique=False)
    if points_beyond(fact, "source", by):
        findings.add("source", _("There is no such source."))
    if isinstance(fact, Claim):
        _check_claim(fact, findings)
    findings.raise_if_any()
    refuse_taken(fact, by)
    with audited(by=by, action="entered" if fact._state.adding else "edited", reason=reason):
        fact.save()
    return fact


def _check_claim(claim: Claim, findings: Findings) -> None:
    with findings.at("date"):
        check_not_future(claim.date)
    if claim.value is not None and claim.value < 0:
        findings.add("value", _("A quantity cannot be negative."))
    _check_whole(claim, findings)


def _check_whole(claim: Claim, findings: Findings) -> None:
    """A whole and its parts are of one operation: another may be hidden from those who read this one."""
    whole = claim.part_of
    if whole is not None and whole.operation_id != claim.operation_id:
        findings.add("part_of", _("There is no such claim in its operation."))
    if claim.parts.exclude(operation=claim.operation).exists():
        findings.add("operation", _("It has parts in the other operation. Detach them first."))
