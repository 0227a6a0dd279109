"""Files of operations with those who take part: a row each, or a row for each participant."""

from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from agencies.kinds import AGENCY, COUNTRY
from agencies.models import User
from common.db.lookups import Lookups
from common.errors import Findings
from imports.kinds.drafts import record_all
from imports.kinds.kind import StatedKind
from imports.kinds.targets import LISTS, OF_OPERATION
from operations.kinds import OPERATION
from operations.models import Marking, Operation, Participation, Threat
from operations.services import record_operation
from operations.services.discarding import discard_operations
from records.plain import Resolved, Shape, Values

ROLES = Participation.Role
WHO = ("role", "agency", "country", "note")
SHAPE = Shape(
    Operation,
    {"parent": OPERATION},
    (
        "code",
        "name",
        "expansion",
        "kind",
        "threats",
        "scope",
        "objectives",
        "legal_bases",
        "findings",
        "marking",
    ),
    rows=("items", "participants", "lead"),
    dates=("starts", "ends"),
)
PARTICIPATION = Shape(
    Participation, {"agency": AGENCY, "country": COUNTRY}, ("role", "function", "area", "note")
)
FIELDS = {"operation": "code", "umbrella": "parent"}


@dataclass
class OperationDraft:
    """An operation to be; `umbrella` is the code of one that may be recorded from the same file."""

    record: Operation
    participations: list[Participation]
    umbrella: str


def resolve_operations(rows: Sequence[Values], *, by: User) -> list[Resolved[Any]]:
    """Drafts of operations with their participations, in a fixed number of queries."""
    stated, lookups = (
        [{FIELDS.get(name, name): value for name, value in row.items()} for row in rows],
        Lookups(by),
    )
    codes = {values.get("code") for values in stated}
    beside = [values.pop("parent") if values.get("parent") in codes else "" for values in stated]
    lookups.look_up(
        named
        for values in stated
        for shape, row in [(SHAPE, values), *((PARTICIPATION, each) for each in participants_of(values))]
        for named in shape.named_in(row)
    )
    return [_resolved(values, umbrella, lookups) for values, umbrella in zip(stated, beside, strict=True)]


def participants_of(values: Values) -> list[dict[str, Any]]:
    """All who take part, once each: those of their own rows, and those in lists."""
    own = [row for row in values.get("items") or () if any(row.get(name) for name in WHO[1:])]
    found = {
        _who(row): row for row in (*own, *(values.get("lead") or ()), *(values.get("participants") or ()))
    }
    # Who leads takes part anyway.
    leads = {who[1:] for who in found if who[0] == ROLES.LEAD}
    return [row for who, row in found.items() if who[0] != ROLES.PARTICIPANT or who[1:] not in leads]


def _who(row: Values) -> tuple[str, ...]:
    role, *who = (str(row.get(name) or "") for name in WHO)
    return (role or ROLES.PARTICIPANT.value, *who)


def _resolved(values: Values, umbrella: str, lookups: Lookups) -> Resolved[Any]:
    findings = Findings()
    rows = [
        PARTICIPATION.build(row, lookups, findings, f"items.{number}")
        for number, row in enumerate(participants_of(values))
    ]
    leads = [row for row in rows if row.role == ROLES.LEAD]
    for row in leads:
        row.joint_lead = len(leads) > 1
    draft = OperationDraft(SHAPE.build(values, lookups, findings), rows, umbrella)
    return Resolved(draft, findings)


def record_operations(drafts: Sequence[OperationDraft], *, by: User, reason: str) -> None:
    """Records umbrellas before their phases."""
    recorded: dict[str, Operation] = {}

    def save(draft: OperationDraft) -> None:
        # Of copies: what is taken back is recorded again, without what was wrong beside it.
        operation, rows = copy(draft.record), [copy(row) for row in draft.participations]
        if draft.umbrella in recorded:
            operation.parent = recorded[draft.umbrella]
        recorded[operation.code] = record_operation(operation, participations=rows, by=by, reason=reason)

    order = sorted(range(len(drafts)), key=lambda number: bool(drafts[number].umbrella))
    record_all(drafts, save, order)


def apply_operation(
    pk: UUID, draft: OperationDraft, changed: Collection[str], before: Values, *, by: User, reason: str
) -> Operation:
    """Sets in the stored operation what changed in the file; who was added by hand stays."""
    stored = Operation.objects.get(pk=pk)
    tops = {FIELDS.get(top, top) for path in changed if (top := path.partition(".")[0])}
    for name in tops - set(SHAPE.rows):
        setattr(stored, name, getattr(draft.record, name))
    if "parent" in tops and draft.umbrella:
        stored.parent = Operation.objects.get(code=draft.umbrella)
    save = partial(record_operation, stored, by=by, reason=reason)
    rows = _participations(stored, draft, before) if tops & set(SHAPE.rows) else None
    return save(participations=rows)


def _participations(stored: Operation, draft: OperationDraft, before: Values) -> list[Participation]:
    """The participations of the file as it is now, and those that no file has stated."""
    stated = {_who(row) for row in participants_of(before)}
    now = {_who_of(row): row for row in draft.participations}
    rows = []
    for row in stored.participations.select_related("agency", "country"):
        new = now.pop(_who_of(row), None)
        if new is not None:
            row.function, row.area, row.joint_lead = new.function, new.area, new.joint_lead
        if new is not None or _who_of(row) not in stated:
            rows.append(row)
    return [*rows, *now.values()]


def _who_of(row: Participation) -> tuple[str, ...]:
    agency, country = row.agency.code if row.agency else "", row.country.code if row.country else ""
    return (str(row.role), agency, country, row.note)


OPERATIONS = StatedKind(
    name=_("operations"),
    model=Operation,
    link="operation",
    targets=frozenset(
        {*OF_OPERATION, *LISTS, "operation", "kind", "starts", "ends", "marking", "agency", "country", "note"}
    ),
    needed=(
        ("operation", _("An operation has a code: map a column to “operation”.")),
        ("name", _("An operation has a name: map a column to “name”.")),
    ),
    resolve=resolve_operations,
    record=record_operations,
    apply=apply_operation,
    discard=discard_operations,
    roles=ROLES,
    choices={"kind": Operation.Kind, "role": ROLES, "marking": Marking, "threats": Threat},
    of_item=frozenset({"role", "agency", "country", "function", "area", "note"}),
    has_items=True,
    grouped_by="operation",
    stored_as=tuple(FIELDS.items()),
)
