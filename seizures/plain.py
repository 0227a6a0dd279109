"""Seizures out of plain values, as the API takes them and files have them."""

from collections.abc import Iterator, Sequence
from typing import Any

from agencies.kinds import AGENCY, COUNTRY, PLACE
from agencies.models import User
from common.db.lookups import Lookups, RowKind
from common.errors import Findings
from operations.kinds import OPERATION, named_record
from records.plain import (
    AMOUNT_NAMES,
    AMOUNT_VALUES,
    RECORD_NAMES,
    RECORD_TEXTS,
    Resolved,
    Shape,
    Values,
    link_parts,
    look_up_all,
)
from seizures.drafts import SeizureDraft
from seizures.models import Credit, SeizedItem, Seizure

ROUTE = ("origin", "transit", "destination")
SEIZURE = Shape(
    Seizure,
    RECORD_NAMES
    | {"seizing_agency": AGENCY, "place": PLACE}
    | dict.fromkeys(ROUTE, COUNTRY)
    | dict.fromkeys((f"{name}_place" for name in ROUTE), PLACE),
    (*RECORD_TEXTS, "stage", "kind", "event_count", "conveyance", "concealment", "detection"),
    rows=("items", "credits", "part_of"),
)
ITEM = Shape(
    SeizedItem,
    AMOUNT_NAMES,
    (
        *AMOUNT_VALUES, "form", "purity", "laboratory_confirmed", "calibre", "marked", "trace_requested",
    ),
)  # fmt: skip
CREDIT = Shape(Credit, {"agency": AGENCY, "operation": OPERATION, "country": COUNTRY}, ("role",))
BELOW = {"items": ITEM, "credits": CREDIT}


def resolve_seizures(rows: Sequence[Values], *, by: User) -> list[Resolved[SeizureDraft]]:
    """Drafts of new seizures, with a number of queries that does not grow with theirs.

    A row is named by its code; a place by its id, its UN/LOCODE or IATA code; a source by its id or code; the whole of
    a part by its id or reference, which may be that of another of these rows.
    """
    wholes = named_record(Seizure)
    lookups = look_up_all((named for values in rows for named in _named_in(values, wholes)), by=by)
    resolved = [_resolved(values, lookups) for values in rows]
    link_parts(rows, resolved, lookups, wholes)
    return resolved


def _named_in(values: Values, wholes: RowKind) -> Iterator[tuple[RowKind, str]]:
    yield from SEIZURE.named_in(values)
    if values.get("part_of"):
        yield wholes, str(values["part_of"])
    for name, shape in BELOW.items():
        for row in values.get(name) or ():
            yield from shape.named_in(row)


def _resolved(values: Values, lookups: Lookups) -> Resolved[SeizureDraft]:
    findings = Findings()
    seizure = SEIZURE.build(values, lookups, findings)
    below: dict[str, Any] = {
        name: [
            shape.build(row, lookups, findings, f"{name}.{number}")
            for number, row in enumerate(values.get(name) or ())
        ]
        for name, shape in BELOW.items()
    }
    return Resolved(SeizureDraft(seizure, **below), findings)
