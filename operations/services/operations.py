from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from agencies.models import User
from common.audit import audited, checked_reason
from common.db.acts import all_or_nothing, locked
from common.errors import Findings, Refused
from operations import rules
from operations.codes import refuse_taken
from operations.models import LegalInstrument, Operation, Participation
from operations.models.content import content_of
from operations.services.legal import set_instruments
from operations.services.participations import Participants
from operations.services.phases import check_phase, request_parent
from operations.services.readers import readers_of, set_readers
from operations.sharing import preserve_hidden


@all_or_nothing()
def record_operation(
    operation: Operation,
    *,
    participations: Sequence[Participation] | None = None,
    readers: Iterable[User] | None = None,
    legal_instruments: Iterable[LegalInstrument] | None = None,
    by: User,
    version: int | None = None,
    reason: str = "",
) -> Operation:
    """Records or changes an operation, and its participants and what it rests on if they are given.

    A new one belongs to its author's agency. `version` is the one that the editor read. Raises Invalid with all
    errors.
    """
    reason = checked_reason(reason)
    stored = None if operation._state.adding else locked(operation, version)
    _prepare(operation, stored, by=by)
    participants = None if participations is None else Participants(operation, participations)
    named = _checked(operation, participants, readers, by=by)
    refuse_taken(operation, by)
    with audited(by=by, action="edited" if stored else "entered", reason=reason):
        _save(operation, stored, participants, named, legal_instruments)
    return operation


def check_operation(
    operation: Operation,
    *,
    participations: Sequence[Participation] | None = None,
    readers: Iterable[User] | None = None,
    by: User,
) -> None:
    """Raises Invalid with everything for which recording the operation would be refused. Writes nothing."""
    _prepare(operation, None if operation._state.adding else Operation.objects.get(pk=operation.pk), by=by)
    participants = None if participations is None else Participants(operation, participations)
    _checked(operation, participants, readers, by=by)


def _prepare(operation: Operation, stored: Operation | None, *, by: User) -> None:
    if stored is None:
        _begin(operation, by=by)
    else:
        rules.may_steer(stored, by)
        operation.version, operation.owner = stored.version, stored.owner
        preserve_hidden(operation, stored, "parent", by=by)
    request_parent(operation, stored, by=by)


def _begin(operation: Operation, *, by: User) -> None:
    if by.agency is None or not by.administers:
        rules.may_enter(by)
    if not operation.owner_id:
        assert by.agency is not None, "role_works_for_an_agency"
        operation.owner = by.agency


def _checked(
    operation: Operation, participants: Participants | None, readers: Iterable[User] | None, *, by: User
) -> set[int] | None:
    """The ids of the readers to name (None: unchanged). Raises Invalid with all errors."""
    findings, named = Findings(), None
    with findings.at():
        operation.full_clean(validate_unique=False)
    with findings.at("parent"):
        check_phase(operation, by=by)
    if participants:
        participants.check(findings)
    with findings.at():
        named = readers_of(operation, readers, by=by)
    findings.raise_if_any()
    return named


def _save(
    operation: Operation,
    stored: Operation | None,
    participants: Participants | None,
    named: set[int] | None,
    legal_instruments: Iterable[LegalInstrument] | None,
) -> None:
    if stored is None:
        operation.save()
    changed = stored is not None and _content(operation) != _content(stored)
    # An editor who has read an older version is refused.
    changed |= participants.save() if participants else False
    changed |= set_readers(operation, named)
    changed |= set_instruments(operation, legal_instruments)
    if stored is not None and changed:
        operation.version += 1
        operation.save()


def _content(operation: Operation) -> tuple[object, ...]:
    return (*content_of(operation), operation.proposed_parent_id)


@all_or_nothing()
def record_participation(
    participation: Participation, *, by: User, version: int | None = None, reason: str = ""
) -> Participation:
    """Adds or changes a participation; `version` is that of the operation.

    One leads, unless all leads do so jointly.
    """
    findings = Findings()
    _record_participations([participation], findings, [""], by=by, version=version, reason=reason)
    findings.raise_if_any()
    return participation


@all_or_nothing()
def record_participations(participations: Sequence[Participation], *, by: User) -> list[Participation]:
    """Adds several at once, of any operations. Raises Invalid with the errors of all, each under its number."""
    findings, by_operation = Findings(), defaultdict[Any, list[int]](list)
    for number, row in enumerate(participations):
        by_operation[row.operation_id].append(number)
    for numbers in by_operation.values():
        rows, paths = [participations[number] for number in numbers], [str(number) for number in numbers]
        try:
            _record_participations(rows, findings, paths, by=by)
        except Refused as refusal:
            refusal.path = (paths[0],)
            raise
    findings.raise_if_any()
    return list(participations)


def _record_participations(
    rows: Sequence[Participation],
    findings: Findings,
    paths: Sequence[str],
    *,
    by: User,
    version: int | None = None,
    reason: str = "",
) -> None:
    """Saves rows of one operation, unless something is wrong with any."""
    reason = checked_reason(reason)
    operation = locked(rows[0].operation, version)
    rules.may_steer(operation, by)
    others = operation.participations.exclude(pk__in=[row.pk for row in rows])
    participants = Participants(operation, [*others, *rows])
    participants.check(findings, paths)
    if findings.errors:
        return
    with audited(by=by, action="participation recorded", reason=reason):
        if participants.save():
            _renew(operation)


@all_or_nothing()
def remove_participation(
    participation: Participation, *, by: User, version: int | None = None, reason: str = ""
) -> None:
    """Removes a participation; its history stays. `version` is that of the operation."""
    reason = checked_reason(reason)
    operation = locked(participation.operation, version)
    rules.may_steer(operation, by)
    with audited(by=by, action="participation removed", reason=reason):
        participation.delete()
        _renew(operation)


def _renew(operation: Operation) -> None:
    operation.version += 1
    operation.save(update_fields=["version"])
