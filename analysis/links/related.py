"""Operations that have something in common with one operation, each with what it is, for what the reader may see.

Places, routes and methods are asked by the read path of figures, so they are those of verified records, and each leads
to its evidence.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from figures.answer.query import answer
from figures.question.question import Question
from operations.models import Acceptance, Operation, Participation, State
from operations.sharing import Reader
from seizures.models import Credit, Seizure

# Which dimensions are shared, by what they are called.
SHARED = {
    "routes": ("origin", "destination"),
    "places": ("place",),
    "methods": ("conveyance", "concealment"),
}
# Of each kind, so many values of the operation's are compared; what more operations have links none of them.
MOST_VALUES, MOST_HOLDERS = 50, 25
# Operations listed, and credits of one pair.
MOST_RELATED, MOST_RECORDS = 50, 10
Value = tuple[str, ...]


@dataclass
class Related:
    """Another operation, and by kind what it shares: codes, and for credits the records themselves."""

    code: str
    shared: dict[str, list[Any]] = field(default_factory=dict)
    # The rarer what is shared, the more; what few operations have says more than what all have.
    weight: float = 0.0

    def add(self, kind: str, value: Any, holders: int) -> None:
        self.shared.setdefault(kind, []).append(value)
        self.weight += 1 / math.log2(1 + max(holders, 2))


def related_operations(operation: Operation, reader: Reader) -> list[Related]:
    """The operations related to one that the reader may see, the closest first. Use it inside `one_snapshot`."""
    found: dict[str, Related] = defaultdict(lambda: Related(""))
    _add_phases(operation, reader, found)
    _add_participants(operation, reader, found)
    _add_credits(operation, reader, found)
    for kind, dimensions in SHARED.items():
        _add_values(kind, dimensions, operation, reader, found)
    for code, each in found.items():
        each.code = code
    closest = sorted(found.values(), key=lambda each: (-len(each.shared), -each.weight, each.code))
    return closest[:MOST_RELATED]


def evidence_of_shared(kind: str, value: Value, codes: Iterable[str]) -> Question:
    """The question whose evidence is the records of both operations that have the value."""
    chosen = {name: (code,) for name, code in zip(SHARED[kind], value, strict=True)}
    return Question(operation=tuple(codes)).narrowed(**chosen)


def _add_phases(operation: Operation, reader: Reader, found: dict[str, Related]) -> None:
    family = Q(parent=operation.pk) | Q(pk=operation.parent_id)
    if operation.parent_id:
        family |= Q(parent=operation.parent_id)
    near = Operation.objects.visible_to(reader).filter(family).exclude(pk=operation.pk)
    for code, parent in near.values_list("code", "parent_id"):
        kind = "phase" if parent == operation.pk else "sibling" if parent else "umbrella"
        found[code].add("phases", kind, 2)


def _add_participants(operation: Operation, reader: Reader, found: dict[str, Related]) -> None:
    visible = Operation.objects.visible_to(reader)
    ours = Participation.objects.filter(operation=operation, agency__isnull=False).values("agency")
    pairs = Participation.objects.filter(agency__in=ours, operation__in=visible).exclude(operation=operation)
    holders: dict[str, set[str]] = defaultdict(set)
    for agency, code in pairs.values_list("agency__code", "operation__code"):
        holders[agency].add(code)
    _add_holders("participants", holders, found)


def _add_holders(kind: str, holders: dict[Any, set[str]], found: dict[str, Related]) -> None:
    for value, codes in sorted(holders.items()):
        if len(codes) <= MOST_HOLDERS:
            for code in codes:
                found[code].add(kind, value, len(codes) + 1)


def _add_credits(operation: Operation, reader: Reader, found: dict[str, Related]) -> None:
    """Records that count for both: of the one and credited to the other."""
    records = Seizure.objects.visible_to(reader).filter(state=State.VERIFIED, part_of__isnull=True)
    visible = Operation.objects.visible_to(reader)
    of_both = Credit.objects.filter(
        seizure__in=records, operation__in=visible, acceptance=Acceptance.ACCEPTED
    )
    between = of_both.filter(Q(seizure__operation=operation) | Q(operation=operation)).filter(
        seizure__operation__in=visible
    )
    rows = between.select_related("seizure__operation", "operation").order_by("-seizure__date_from", "pk")
    for row in rows[: MOST_RELATED * MOST_RECORDS]:
        other = row.operation if row.seizure.operation_id == operation.pk else row.seizure.operation
        if other.pk != operation.pk and len(found[other.code].shared.get("credits", ())) < MOST_RECORDS:
            found[other.code].add("credits", row.seizure, 2)


def _add_values(
    kind: str, dimensions: tuple[str, ...], operation: Operation, reader: Reader, found: dict[str, Related]
) -> None:
    ours = _values(Question(operation=(operation.code,), by=dimensions), dimensions, reader)
    chosen = {value for value, _operation in sorted(ours, key=lambda key: (-ours[key], key))[:MOST_VALUES]}
    if not chosen:
        return
    filters = {
        name: tuple(sorted({value[index] for value in chosen})) for index, name in enumerate(dimensions)
    }
    asked = Question(by=("operation", *dimensions)).narrowed(**filters)
    holders: dict[Any, set[str]] = defaultdict(set)
    for value, code in _values(asked, dimensions, reader):
        # The filters have each code of a pair, and so pairs that the operation does not have.
        if value in chosen and code and code != operation.code:
            holders[value].add(code)
    _add_holders(kind, holders, found)


def _values(question: Question, dimensions: tuple[str, ...], reader: Reader) -> dict[tuple[Value, str], int]:
    """The values that are stated in full, with the operation, and the records of their largest figure."""
    found: dict[tuple[Value, str], int] = {}
    for figure in answer(question, reader).figures:
        value = tuple(figure.cell[name] or "" for name in dimensions)
        if all(value):
            key = (value, figure.cell.get("operation") or "")
            found[key] = max(found.get(key, 0), figure.records)
    return found
