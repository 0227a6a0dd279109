"""Phases: an operation becomes a phase of another once a lead or coordinating agency of the other accepts."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited, checked_reason
from common.db.acts import all_or_nothing, locked
from common.errors import Findings
from operations import rules
from operations.models import Operation


def request_parent(operation: Operation, stored: Operation | None, *, by: User) -> None:
    """Replaces the parent by a request if `by` does not steer it, as they may not change its totals."""
    before = stored.parent if stored else None
    operation.proposed_parent = stored.proposed_parent if stored else None
    if operation.parent == before:
        return
    if operation.parent is None or rules.steers(operation.parent, by):
        operation.proposed_parent = None
    else:
        operation.proposed_parent, operation.parent = operation.parent, before


def check_phase(operation: Operation, *, by: User) -> None:
    """Raises ValidationError if the umbrella is a phase itself or cannot be one, or if `by` may not see it."""
    umbrella = operation.proposed_parent or operation.parent
    if umbrella is None:
        return
    if operation.proposed_parent and not Operation.objects.visible_to(by).filter(pk=umbrella.pk).exists():
        raise ValidationError(_("There is no such operation."))
    if umbrella.pk == operation.pk:
        raise ValidationError(_("An operation cannot be its own umbrella."))
    if umbrella.parent_id:
        raise ValidationError(_("A phase cannot have phases of its own: choose its umbrella."))
    if not operation._state.adding and operation.phases.exists():
        raise ValidationError(_("This operation has phases of its own, so it cannot be a phase."))


@all_or_nothing()
def accept_phase(phase: Operation, *, by: User, version: int | None = None) -> Operation:
    """Accepts the request: from now on the phase's results count for the umbrella."""
    phase = locked(phase, version)
    rules.may_accept_phase(phase, by)
    phase.parent, phase.proposed_parent = phase.proposed_parent, None
    findings = Findings()
    with findings.at("parent"):
        check_phase(phase, by=by)
    findings.raise_if_any()
    return _save_phase(phase, by=by, action="phase accepted")


@all_or_nothing()
def decline_phase(phase: Operation, *, by: User, version: int | None = None, reason: str = "") -> Operation:
    """Clears the request, for the umbrella (declined) or for the phase (cancelled)."""
    reason = checked_reason(reason)
    phase = locked(phase, version)
    rules.may_decline_phase(phase, by)
    phase.proposed_parent = None
    return _save_phase(phase, by=by, action="phase declined", reason=reason)


def _save_phase(phase: Operation, *, by: User, action: str, reason: str = "") -> Operation:
    phase.version += 1
    with audited(by=by, action=action, reason=reason):
        phase.save(update_fields=["parent", "proposed_parent", "version"])
    return phase
