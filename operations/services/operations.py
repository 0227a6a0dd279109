from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from common.errors import Findings, Refused
from operations import rules
from operations.audit import audited
from operations.models import Operation, Participation
from operations.validity import check_country


@transaction.atomic
def record_operation(operation: Operation, *, by: User, version: int | None = None) -> Operation:
    """Enters or changes an operation. A new one belongs to its author's agency."""
    adding = operation._state.adding
    if adding:
        if by.agency is None or not by.administers:
            rules.may_enter(by)
        if not operation.owner_id:
            assert by.agency is not None
            operation.owner = by.agency
    else:
        _reopen(operation, by=by, version=version)
    findings = Findings()
    with findings.at():
        operation.full_clean()
    if operation.parent and operation.parent.parent_id:
        findings.add("parent", _("A phase cannot have phases of its own: choose its umbrella."))
    elif operation.parent and not adding and operation.phases.exists():
        findings.add("parent", _("This operation has phases of its own, so it cannot be a phase."))
    findings.settle()
    with audited(by=by, action="entered" if adding else "edited"):
        operation.save()
    return operation


def _begin(operation: Operation, *, by: User) -> None:
    if by.administers and operation.owner_id:
        return
    rules.may_enter(by)
    assert by.agency is not None, "role_works_for_an_agency"
    operation.owner = by.agency


def _reopen(operation: Operation, *, by: User, version: int | None) -> None:
    stored = Operation.objects.select_for_update(of=("self",), no_key=True).get(pk=operation.pk)
    rules.may_steer(stored, by)
    if version is not None and version != stored.version:
        raise Refused(_("Somebody changed this operation while you were editing it. Open it again."))
    operation.version = stored.version + 1


@transaction.atomic
def record_participation(participation: Participation, *, by: User) -> Participation:
    """Adds or changes who takes part. One lead agency, unless all that lead do so jointly."""
    operation = _held(participation.operation, by=by)
    findings = Findings()
    with findings.at():
        participation.full_clean()
    with findings.at("country"):
        check_country(participation.country, operation.starts_on, operation.ends_on)
    if participation.role == Participation.Role.LEAD:
        leads = operation.participations.filter(role=Participation.Role.LEAD).exclude(pk=participation.pk)
        if leads.exclude(joint_lead=participation.joint_lead).exists():
            findings.add(
                "joint_lead",
                _(
                    "The operation has a lead agency already; where several lead, all are marked as leading jointly."
                ),
            )
    findings.settle()
    with audited(by=by, action="participation recorded"):
        participation.save()
    return participation


@transaction.atomic
def remove_participation(participation: Participation, *, by: User, reason: str = "") -> None:
    """Takes an agency out of an operation; the history keeps that it was in."""
    _held(participation.operation, by=by)
    with audited(by=by, action="participation removed", reason=reason):
        participation.delete()


def _held(operation: Operation, *, by: User) -> Operation:
    operation = Operation.objects.select_for_update(of=("self",), no_key=True).get(pk=operation.pk)
    rules.may_steer(operation, by)
    return operation
