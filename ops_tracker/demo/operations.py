"""Inserts the planned operations and their participants."""

from collections.abc import Iterator, Mapping, Sequence

from operations.models import Operation, Participation
from ops_tracker.demo import days, ids
from ops_tracker.demo.amounts import NULL
from ops_tracker.demo.cast import Member
from ops_tracker.demo.copying import copy
from ops_tracker.demo.plan import UMBRELLA_OF, PlannedOperation

KINDS = tuple(Operation.Kind.values[:4])
THREATS = {
    "mixed": "{drug_trafficking,money_laundering}",
    "drugs": "{drug_trafficking}",
    "money": "{bulk_cash_smuggling,money_laundering}",
    "arms": "{arms_trafficking}",
    "nature": "{wildlife_trafficking,counterfeiting}",
}
Role = Participation.Role
BESIDES = (Role.PARTICIPANT, Role.PARTICIPANT, Role.HOST, Role.PARTICIPANT, Role.OBSERVER)


def id_of(rank: int) -> str:
    return ids.fixed_id(ids.OPERATION, rank)


def create_operations(
    planned: Sequence[PlannedOperation], members: Mapping[str, Member], countries: Mapping[str, str]
) -> None:
    copy(
        "operations_operation",
        "id, code, name, expansion, kind, parent_id, owner_id, marking, threats, scope, starts_on,"
        " starts_precision, ends_precision, conveyances, concealments, objectives, legal_bases, findings,"
        " created_at, version",
        (_line(operation, members) for operation in planned),
    )
    copy(
        "operations_participation",
        "operation_id, agency_id, country_id, role, joint_lead, function, area, note",
        (line for operation in planned for line in _crew(operation, members, countries)),
    )


def _line(operation: PlannedOperation, members: Mapping[str, Member]) -> str:
    rank = operation.rank
    parent = id_of(UMBRELLA_OF[rank]) if rank in UMBRELLA_OF else NULL
    return (
        f"{id_of(rank)}\t{operation.code}\t{operation.name}\t\t{KINDS[rank % len(KINDS)]}\t{parent}\t"
        f"{members[operation.agencies[0]].agency}\t{operation.marking}\t{THREATS[operation.theme]}\t\t"
        f"{days.FIRST.year + operation.years.start}-01-01\tyear\tunknown\t{{}}\t{{}}\t\t\t\t2011-01-01 00:00+00\t1"
    )


def _crew(
    operation: PlannedOperation, members: Mapping[str, Member], countries: Mapping[str, str]
) -> Iterator[str]:
    """Lines of participations: the leading agency, the others, and for some a country with unnamed agencies."""
    for place, code in enumerate(operation.agencies):
        role = BESIDES[(operation.rank + place) % len(BESIDES)] if place else Role.LEAD
        if place == 1 and operation.rank % 3 == 0:
            role = Role.COORDINATOR
        yield f"{id_of(operation.rank)}\t{members[code].agency}\t{NULL}\t{role}\tf\t\t\t"
    if operation.rank % 5 == 0:
        yield f"{id_of(operation.rank)}\t{NULL}\t{countries[operation.home]}\tparticipant\tf\t\t\t"
