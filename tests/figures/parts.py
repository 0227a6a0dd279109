"""What records contribute to figures, and how contributions are combined, in plain Python."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Context, Decimal

from tests.figures.world import (
    Days,
    Record,
)

# Nothing is rounded: a sum has no more digits than this. But what a rate divides has these behind the point.
EXACT = Context(prec=300)
MORE_THAN_SHOWN = Decimal("0.0000000000000001")


@dataclass
class Part:
    """One thing that a record contributes."""

    record: Record
    measure: str
    stage: str
    unit: str
    figure: Decimal | None
    qualifier: str
    stated: bool
    days: Days
    method: str = ""
    operator: str = "sum"
    # Goods of which nobody has said what they are worth.
    unpriced: bool = False
    is_quantity: bool = False
    # The seizure itself, as so many as it has events.
    is_events: bool = False


def figure_of(parts: list[Part], undated: set[int]) -> dict[str, object]:
    """A figure, as a dictionary: `undated` are the ids of parts that the grouping cannot date."""
    known = [part for part in parts if part.figure is not None]
    counts: dict[str, object] = defaultdict(int)
    for part in known:
        counts[part.qualifier] += 1
    return {
        "value": combined(known) if known else None,
        **rests_on(parts),
        **{kind: counts[kind] for kind in ("exact", "at_least", "at_most", "approximately")},
        "unquantified": sum(not part.stated for part in parts),
        "unvalued": sum(part.stated and part.figure is None for part in parts),
        "undated": sum(part.days is None or id(part) in undated for part in parts),
    }


def rests_on(parts: list[Part]) -> dict[str, object]:
    """How many things the figure is of: each record counts once a date."""
    records = [*{(id(part.record), part.days): part.record for part in parts}.values()]
    aggregates = [record for record in records if record.aggregate]
    uncounted = sum(record.events is None for record in aggregates)
    return {
        "records": len(records),
        "facts": len(parts),
        "events": len(records) - len(aggregates) + sum(record.events or 1 for record in aggregates),
        "aggregates": len(aggregates),
        "uncounted": uncounted,
    }


def combined(known: list[Part]) -> Decimal | None:
    """The sum; or of a measure that is not added up the largest, the latest, or nothing but what stands alone."""
    match known[0].operator:
        case "max":
            return max(part.figure for part in known)
        case "latest":
            return max((part.days[1] if part.days else dt.date.min, part.figure) for part in known)[1]
        case "none":
            return known[0].figure if len(known) == 1 else None
    return sum_of(known)


def sum_of(parts) -> Decimal:
    found = Decimal(0)
    for part in parts:
        if part.figure is not None:
            found = EXACT.add(found, part.figure)
    return found
