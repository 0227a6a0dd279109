from django.db import transaction

from agencies.models import User
from common.errors import Findings
from operations.audit import audited
from operations.models import Outcome
from records.checks import GONE, check_measured, check_record
from records.parts import check_parts
from records.services.drafts import begun, copied, held, reopened, settled


def record_outcome(outcome: Outcome, *, by: User) -> Outcome:
    """Enters a result as a draft of the author's agency. Raises Invalid with everything that is wrong."""
    begun(outcome, by=by)

    def write() -> Outcome:
        return _saved(outcome, by=by, action="entered")

    return settled(write, lambda: _check(outcome, by=by, thorough=True), rows=[outcome])


def change_outcome(outcome: Outcome, *, by: User, version: int | None = None) -> Outcome:
    """Saves an edited draft; `version` is the one that the editor saw."""

    def write() -> Outcome:
        return _saved(reopened(outcome, by=by, version=version), by=by, action="edited")

    return settled(write, lambda: _check(outcome, by=by, thorough=True), rows=[outcome])


@transaction.atomic
def amend_outcome(original: Outcome, *, by: User) -> Outcome:
    """Opens a copy to be edited in place of a verified result."""
    copy = copied(original, by=by)
    with audited(by=by, action="amended"):
        copy.save()
        copy.readers.set(original.readers.all())
    return copy


def _saved(outcome: Outcome, *, by: User, action: str) -> Outcome:
    _check(outcome, by=by, thorough=False)
    with audited(by=by, action=action):
        outcome.save()
    return outcome


def _check(outcome: Outcome, *, by: User, thorough: bool) -> None:
    findings = Findings()
    with findings.at():
        check_record(outcome, by, thorough)
    if not findings.errors.keys() & {"measure", "unit", "currency", "quantity", "amount"}:
        with findings.at():
            check_measured(outcome, kind="outcome", day=outcome.date_from, last_day=outcome.date_to)
        with findings.at():
            _check_parts(outcome)
    findings.settle()


def _check_parts(outcome: Outcome) -> None:
    if outcome.part_of is not None:
        whole = held(outcome.part_of)
        others = whole.parts.exclude(pk=outcome.pk).exclude(pk=outcome.amends_id).exclude(state__in=GONE)
        parts = [*others.select_related("measure", "unit", "currency"), outcome]
        check_parts([whole], [[part] for part in parts])
    if outcome._state.adding:
        return
    own = outcome.parts.exclude(state__in=GONE).select_related("measure", "unit", "currency")
    check_parts([outcome], [[part] for part in own])
