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


KINDS = ("exact", "at_least", "at_most", "between", "approximately")


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
    # Between two numbers, the higher one.
    high: Decimal | None = None
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
        **{kind: counts[kind] for kind in KINDS},
        "less": sum_of([part for part in known if part.qualifier == "at_most"]),
        "more": sum(
            (EXACT.subtract(part.high, part.figure) for part in known if part.high is not None), Decimal(0)
        ),
        "unquantified": sum(not part.stated for part in parts),
        "unvalued": sum(part.stated and part.figure is None for part in parts),
        "undated": sum(part.days is None or id(part) in undated for part in parts),
    }


def bounds(parts: list[Part], *, unpriced: bool) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most that the parts can be together, None where one of them may be anything."""
    known = [part for part in parts if part.figure is not None]
    kinds = {part.qualifier for part in known}
    value = combined(known) if known else None
    if value is None or unpriced or len(known) < len(parts) or "approximately" in kinds:
        return None, None
    lows = [Decimal(0) if part.qualifier == "at_most" else part.figure for part in known]
    highs = [part.figure if part.high is None else part.high for part in known]
    if known[0].operator == "sum" or len(known) == 1:
        return total_of(lows), None if "at_least" in kinds else total_of(highs)
    if known[0].operator == "max":
        return None if "at_most" in kinds else max(lows), None
    return value if kinds <= {"exact", "at_least"} else None, value if kinds == {"exact"} else None


def total_of(numbers: list[Decimal]) -> Decimal:
    found = Decimal(0)
    for number in numbers:
        found = EXACT.add(found, number)
    return found


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
