"""Drafts of seizures from plain values, as files and loaders have them."""

from collections.abc import Iterator, Sequence

from agencies.kinds import AGENCY, COUNTRY, PLACE
from agencies.models import User
from common.db.lookups import Lookups
from records.plain import (
    AMOUNT_NAMES,
    AMOUNT_VALUES,
    RECORD_NAMES,
    RECORD_TEXTS,
    RecordShape,
    Resolved,
    Shape,
    Values,
    credit_shape,
    source_shape,
)
from seizures.drafts import SeizureDraft
from seizures.models import Credit, Disposition, SeizedItem, Seizure, SeizureSource

ROUTE = ("origin", "transit", "destination")
SEIZURE = Shape(
    Seizure,
    RECORD_NAMES
    | {"seizing_agency": AGENCY, "place": PLACE}
    | dict.fromkeys(ROUTE, COUNTRY)
    | dict.fromkeys((f"{name}_place" for name in ROUTE), PLACE),
    (
        *RECORD_TEXTS,
        "latitude",
        "longitude",
        "accuracy",
        "stage",
        "kind",
        "event_count",
        "conveyance",
        "concealment",
        "detection",
    ),
    rows=("items", "credits", "sources", "part_of"),
)
ITEM = Shape(
    SeizedItem,
    AMOUNT_NAMES,
    (
        *AMOUNT_VALUES, "weight", "estimated", "provisional",
        "form", "purity", "laboratory_confirmed", "calibre", "marked", "trace_requested",
        "cites_appendix",
    ),
    rows=("dispositions",),
)  # fmt: skip
DISPOSITION = Shape(Disposition, {}, ("stage", "forfeiture", "qualifier", "quantity", "amount"))
SHAPE = RecordShape(
    SEIZURE,
    {"items": ITEM, "credits": credit_shape(Credit), "sources": source_shape(SeizureSource)},
    SeizureDraft,
)


def resolve_seizures(rows: Sequence[Values], *, by: User) -> list[Resolved[SeizureDraft]]:
    """Drafts of new seizures, in a fixed number of queries.

    A row is named by its code; a place by its id, its UN/LOCODE or IATA code; a source by its id or code; the whole of
    a part by its id or reference, which may be that of another of these rows. What became of an item is in its unit.
    """
    resolved = SHAPE.resolve(rows, by=by)
    for values, each in zip(rows, resolved, strict=True):
        if any(item.get("dispositions") for item in values.get("items") or ()):
            each.draft.dispositions = list(_dispositions(values, each, Lookups(by)))
    return resolved


def _dispositions(values: Values, each: Resolved[SeizureDraft], lookups: Lookups) -> Iterator[Disposition]:
    for number, (stated, item) in enumerate(zip(values["items"], each.draft.items or (), strict=True)):
        for row in stated.get("dispositions") or ():
            found = DISPOSITION.build(row, lookups, each.findings, f"items.{number}.dispositions")
            found.item = item
            yield found
