"""What an operation expects: its plan, and its targets. Those who steer the operation set both."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited, checked_reason
from common.db.acts import all_or_nothing, locked
from common.db.seen import Seen
from common.errors import Findings, Refused
from measures.models import Dimension, Measure
from measures.quantity import fits
from operations import rules
from operations.models import Every, Operation, Plan, Stage, Target
from operations.sharing import may_see

E = TypeVar("E", Plan, Target)
COPIED = ("every", "due_days", "review_levels")


@all_or_nothing()
def record_plan(plan: Plan, *, by: User, seen: Seen | None = None, reason: str = "") -> Plan:
    """Records or changes the plan of an operation, which has one at most. Raises Invalid."""
    findings = _begun(plan, by=by, seen=seen)
    if plan.every and plan.every != Every.ONCE and plan.first is None:
        findings.add("begins_on", _("Say from when reports are expected: the operation has no first day."))
    findings.raise_if_any()
    return _saved(plan, "plan recorded", by=by, reason=reason)


@all_or_nothing()
def record_target(target: Target, *, by: User, seen: Seen | None = None, reason: str = "") -> Target:
    """Records or changes a target. Raises Invalid. Goods are seized, unless another stage is given."""
    if target.measure_id and target.measure.kind == Measure.Kind.SEIZURE:
        target.stage = target.stage or Stage.SEIZED
    findings = _begun(target, by=by, seen=seen)
    if not findings.errors:
        with findings.at():
            _check_amount(target)
        _check_agency(target, findings)
    findings.raise_if_any()
    return _saved(target, "target recorded", by=by, reason=reason)


@all_or_nothing()
def remove_target(target: Target, *, by: User, seen: Seen | None = None, reason: str = "") -> Operation:
    """Removes a target; its history stays. Returns its operation."""
    reason = checked_reason(reason)
    if seen:
        seen.check(target)
    rules.may_steer(target.operation, by)
    with audited(by=by, action="target removed", reason=reason):
        target.delete()
    return target.operation


@all_or_nothing()
def copy_plan(
    operation: Operation,
    *,
    source: Operation,
    by: User,
    reason: str = "",
    changes: Mapping[str, Any] | None = None,
) -> Plan:
    """Gives an operation the plan of another, and those of its targets that it does not have yet.

    Days are not copied, nor targets of agencies that do not take part here. `changes` are fields of the plan that are
    to differ from the other's.
    """
    reason = checked_reason(reason)
    rules.may_steer(locked(operation), by)
    template = Plan.objects.filter(operation=source).first()
    if template is None or source == operation or not may_see(Operation, by, source.pk):
        raise Refused(_("There is no such operation with a plan."))
    plan = Plan.objects.filter(operation=operation).first() or Plan(operation=operation)
    for name in COPIED:
        setattr(plan, name, getattr(template, name))
    if plan.first is None and plan.every:
        plan.every = Every.ONCE
    with audited(by=by, action="plan copied", reason=reason):
        plan.save()
        for target in source.targets.all():
            _copy_target(target, operation)
    if not changes:
        return plan
    for name, value in changes.items():
        setattr(plan, name, value)
    return record_plan(plan, by=by, reason=reason)


def _copy_target(target: Target, operation: Operation) -> None:
    names = ("measure", "stage", "agency", "unit")
    same = {name: getattr(target, name) for name in names}
    elsewhere = target.agency_id and not _takes_part(operation, target.agency_id)
    dateless = Target.objects.filter(operation=operation, date_from=None, **same)
    if not elsewhere and not dateless.exists():
        Target.objects.create(operation=operation, value=target.value, statement=target.statement, **same)


def _begun(row: E, *, by: User, seen: Seen | None) -> Findings:
    """The errors in the fields of a row that the user may record; `seen` is what the editor read."""
    if seen:
        seen.check(row)
    rules.may_steer(row.operation, by)
    if not row._state.adding:
        # Whoever steers only the operation that it is moved to, takes nothing out of another.
        rules.may_steer(locked(row).operation, by)
    findings = Findings()
    with findings.at():
        row.full_clean(validate_unique=isinstance(row, Plan))
    return findings


def _saved(row: E, action: str, *, by: User, reason: str) -> E:
    with audited(by=by, action=action, reason=checked_reason(reason)):
        row.save()
    return row


def _check_amount(target: Target) -> None:
    measure, unit = target.measure, target.unit
    if measure.kind == Measure.Kind.STATED:
        sentence = _("%(measure)s is only stated by sources, so that no record can reach a target.")
        raise ValidationError({"measure": sentence % {"measure": measure}})
    if measure.kind != Measure.Kind.SEIZURE and target.stage:
        raise ValidationError({"stage": _("Only goods have a stage.")})
    if unit is None:
        return
    is_worth = unit.dimension == Dimension.MONEY
    valued = measure.kind == Measure.Kind.SEIZURE or Dimension.MONEY in measure.accepted
    if not (valued if is_worth else fits(unit, measure)):
        words = {"measure": measure, "unit": unit.name}
        raise ValidationError({"unit": _("%(measure)s is not measured in %(unit)s.") % words})


def _check_agency(target: Target, findings: Findings) -> None:
    if target.agency_id and not _takes_part(target.operation, target.agency_id):
        words = {"agency": target.agency, "operation": target.operation}
        findings.add("agency", _("%(agency)s does not take part in %(operation)s.") % words)


def _takes_part(operation: Operation, agency_id: int) -> bool:
    return operation.owner_id == agency_id or operation.participations.filter(agency=agency_id).exists()
