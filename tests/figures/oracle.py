"""What figures must say, added up in plain Python from what was put in: no SQL, no model, none of figures/."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tests.figures.stored import RATES
from tests.figures.world import DATES, GOODS, OPERATIONS, RESULTS, TAKES_PART, Amount, Record

FACTORS = {
    "KGM": ("KGM", "1"), "LBR": ("KGM", "0.45359237"), "TON": ("KGM", "907.18474"), "LTR": ("LTR", "1"),
    "C62": ("C62", "1"), "DZN": ("C62", "12"), "U2": ("C62", "1"), "PLANT": ("C62", "1"), "IE": ("C62", "1"),
}  # fmt: skip
CANONICAL = {"mass": "KGM", "count": "C62"}
START_MONTHS = {"calendar": 1, "us": 10, "uk": 4}
NAMED_BY_END = {"us"}
# Their parts are never added into them.
SEPARATE = {"PEOPLE"}
UNVERIFIED = ("draft", "submitted", "returned")


@dataclass(frozen=True)
class Reader:
    """A person or key of an agency (or of none); `named` in whatever names somebody."""

    agency: str
    named: bool


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
    days: tuple[dt.date, dt.date] | None


def sees_operation(code: str, reader: Reader) -> bool:
    _parent, marking, owner = OPERATIONS[code]
    return _allowed(marking, owner, code, reader, named=False)


def sees(record: Record, reader: Reader) -> bool:
    if record.operation and not sees_operation(record.operation, reader):
        return False
    if record.state == "draft" and record.owner != reader.agency:
        return False
    return _allowed(record.marking, record.owner, record.operation, reader, named=record.named)


def _allowed(marking: str, owner: str, operation: str, reader: Reader, *, named: bool) -> bool:
    if marking in ("TLP:CLEAR", "TLP:GREEN"):
        return True
    if marking == "TLP:RED":
        return reader.named and named
    ours = bool(reader.agency) and owner == reader.agency
    return ours or (marking == "TLP:AMBER" and (operation, reader.agency) in TAKES_PART)


def parts_of(world: list[Record], *, reported: bool) -> list[Part]:
    found = []
    for record in world:
        for amount in record.amounts:
            found += _faces(
                record, amount, amount.quantity, amount.amount, record.stage, record.date, reported
            )
            for gone in amount.gone:
                found += _faces(record, amount, gone.quantity, gone.amount, gone.stage, gone.date, reported)
    return found


def _faces(record, amount: Amount, quantity, money, stage, date, reported):
    dimension = (GOODS | RESULTS)[amount.measure][0]
    days = DATES[date]
    if dimension != "money" or quantity is not None:
        unit, factor = FACTORS.get(amount.unit, (CANONICAL.get(dimension, "C62"), "1"))
        figure = None if quantity is None else quantity * Decimal(factor)
        assumed = amount.unit == "TON" and amount.qualifier == "exact"
        qualifier = "approximately" if assumed else amount.qualifier
        yield Part(record, amount.measure, stage, unit, figure, qualifier, quantity is not None, days)
    if dimension == "money" or money is not None:
        unit = amount.currency if reported else "USD"
        figure = money if reported else valued(money, amount.currency, DATES[record.date])
        yield Part(record, amount.measure, stage, unit, figure, amount.qualifier, money is not None, days)


def valued(amount: Decimal | None, currency: str, days: tuple[dt.date, dt.date] | None) -> Decimal | None:
    if amount is None or currency == "USD":
        return amount
    if days is None or not (theirs := _rate(currency, days[0])) or not (ours := _rate("USD", days[0])):
        return None
    return (amount * ours / theirs).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _rate(currency: str, day: dt.date) -> Decimal | None:
    if currency == "EUR":
        return Decimal(1)
    known = [Decimal(rate) for code, since, rate in RATES if code == currency and since <= day.isoformat()]
    return known[-1] if known else None


def label(time: str, day: dt.date, calendar: str) -> str:
    start = START_MONTHS[calendar]
    year = day.year if day.month >= start else day.year - 1
    if calendar in NAMED_BY_END:
        year += 1
    match time:
        case "month":
            return day.strftime("%Y-%m")
        case "quarter":
            return f"{year}-Q{(day.month - start) % 12 // 3 + 1}"
    return str(year)


def fixed(time: str, days, calendar: str) -> str | None:
    if days is None:
        return None
    first, last = (label(time, day, calendar) for day in days)
    return first if first == last else None


def agencies_of(record: Record) -> set[str]:
    return {record.agency, *record.agency_credits}


def operations_of(record: Record) -> set[str]:
    named = {record.operation, *record.operation_credits}
    return named | {OPERATIONS[code][0] for code in named if code and OPERATIONS[code][0]}


def rolled(measure: str, asked: tuple[str, ...]) -> set[str]:
    """The measures of the answer that one counts for: up its tree, but not into what is kept apart."""
    tops = [top for top in asked if f"{measure}.".startswith(f"{top}.")] or [
        measure.split(".", maxsplit=1)[0]
    ]
    return {_up(measure, top) for top in tops}


def _up(measure: str, top: str) -> str:
    above = measure.rpartition(".")[0]
    return measure if measure == top or not above or above in SEPARATE else _up(above, top)


def total(parts: list[Part], undated: set[int]) -> dict[str, object]:
    """A figure, as a dictionary: `undated` are the ids of parts that the grouping cannot date."""
    known = [part for part in parts if part.figure is not None]
    counts: dict[str, object] = defaultdict(int)
    for part in known:
        counts[part.qualifier] += 1
    return {
        "value": sum((part.figure for part in known), Decimal(0)) if known else None,
        "records": len(parts),
        **{kind: counts[kind] for kind in ("exact", "at_least", "at_most", "approximately")},
        "unquantified": sum(not part.stated for part in parts),
        "unvalued": sum(part.stated and part.figure is None for part in parts),
        "undated": sum(part.days is None or id(part) in undated for part in parts),
    }
