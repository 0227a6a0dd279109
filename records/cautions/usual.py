"""Usual amounts of a measure: by the records there are, or by a table if they are few."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from statistics import median_low
from typing import Any, NamedTuple

from django.conf import settings

from agencies.models import User
from common.db.statements import Statement, array
from measures.models import Dimension, Measure
from measures.models.unit import CANONICAL
from measures.quantity import canonical
from operations.models import Measured
from operations.sharing import visible_condition

# More than so many times the median of the verified among the latest amounts is implausible, where these are not few.
TIMES, LATEST, FEW = 1000, 50, 5
# Further back than so many amounts of a measure nobody looks for those that are verified and that the user may see:
# every entry waits for it.
FURTHEST = 200
# Pieces, which convert into each other. Any other count, such as of tablets, is of a thing of its own.
PIECES = ("C62", "H87", "DZN", "MIL")

# Implausible amounts of a single event, each about ten times the largest event that is publicly known: larger ones
# are mostly slips of the hand or of the unit. The longest code that is a prefix of the measure's decides.
# By code: the unit in which figures come ("" for the reporting currency), and how many.
CEILINGS: dict[str, dict[str, int]] = {
    "CASH": {"": 2_000_000_000},
    "NARC": {"KGM": 100_000, "LTR": 200_000, "C62": 500_000_000, "U2": 500_000_000, "DOSE": 500_000_000},
    "NARC.CANNABIS": {"KGM": 500_000, "PLANT": 20_000_000},
    "NARC.CANNABIS.PLANT": {"KGM": 5_000_000, "C62": 20_000_000, "PLANT": 20_000_000},
    "NARC.COCA_LEAF": {"KGM": 1_000_000},
    "NARC.FENTANYL": {"KGM": 10_000},
    "NARC.HEROIN": {"KGM": 50_000},
    "NARC.LSD": {"KGM": 500},
    "NARC.POPPY_STRAW": {"KGM": 1_000_000},
    "WEAPONS": {"C62": 500_000},
    "AMMUNITION": {"C62": 500_000_000, "ROUND": 500_000_000},
    "PROPERTY": {"C62": 100_000, "": 20_000_000_000},
    "WILDLIFE": {"KGM": 1_000_000, "C62": 10_000_000},
    "GOODS": {"KGM": 50_000_000, "LTR": 50_000_000, "C62": 5_000_000_000, "": 20_000_000_000},
    "PEOPLE": {"C62": 100_000, "IE": 100_000},
    "FORFEITURE": {"": 20_000_000_000},
    "ACTIVITY": {"": 20_000_000_000},
}

# Each amount leads to its record: without OFFSET 0, PostgreSQL would read all records to join so few.
LATEST_AMOUNTS = """
    SELECT m.id, a.canonical_quantity, u.dimension, u.code, a.amount, c.code
    FROM unnest(%s::bigint[]) m (id)
    CROSS JOIN LATERAL (
        SELECT a.* FROM (
            SELECT id, {record} AS record_id, canonical_quantity, unit_id, amount, currency_id
            FROM {amounts} WHERE measure_id = m.id ORDER BY id DESC LIMIT {furthest}
        ) a
        CROSS JOIN LATERAL (
            SELECT FROM {records} t WHERE t.id = a.record_id AND t.state = 'verified' AND {readable} OFFSET 0
        ) r
        ORDER BY a.id DESC LIMIT {latest}
    ) a
    LEFT JOIN measures_unit u ON u.id = a.unit_id
    LEFT JOIN measures_unit c ON c.id = a.currency_id
"""


class Comparable(NamedTuple):
    """Amounts that can be compared: `unit` is a canonical unit, a counted thing or a currency."""

    measure: int
    field: str
    unit: str


@dataclass(frozen=True)
class Implausible:
    """An amount in a unit, and the median in it; None if too few records are known."""

    field: str
    stated: Decimal
    unit: str
    median: Decimal | None


class UsualAmounts:
    """Usual amounts for the measures of some items, by verified records of the same kind that `by` may see.

    `statement` finds the latest amounts of each measure, and `read` takes its rows.
    """

    def __init__(self, items: Iterable[Measured], record: Any, *, by: User) -> None:
        self.statement = _latest(type(record), sorted({item.measure_id for item in items}), by)
        self.medians: dict[Comparable, Decimal] = {}

    def read(self, rows: Iterable[tuple[Any, ...]]) -> None:
        known: dict[Comparable, list[Decimal]] = defaultdict(list)
        for measure, quantity, dimension, unit, amount, currency in rows:
            if quantity:
                known[Comparable(measure, "quantity", _counted(dimension, unit))].append(quantity)
            if amount:
                known[Comparable(measure, "amount", currency)].append(amount)
        self.medians = {kind: median_low(amounts) for kind, amounts in known.items() if len(amounts) >= FEW}

    def implausible(self, item: Measured, record: Any) -> Iterator[Implausible]:
        """The amounts of an item that are above the usual; for an aggregate, above the usual of that many events."""
        events = record.number_of_events
        if events is None:
            return
        for kind, amount in _amounts(item):
            median = self.medians.get(kind)
            most = median * TIMES if median else _ceiling(item, kind)
            if most is not None and amount > most * events:
                yield Implausible(kind.field, amount, kind.unit, median)


def _amounts(item: Measured) -> Iterator[tuple[Comparable, Decimal]]:
    quantity = canonical(item.quantity, item.unit)
    if quantity is not None and item.unit is not None:
        yield Comparable(item.measure_id, "quantity", _counted(item.unit.dimension, item.unit.code)), quantity
    if item.amount is not None and item.currency is not None:
        yield Comparable(item.measure_id, "amount", item.currency.code), item.amount


def _counted(dimension: str, code: str) -> str:
    of_its_own = dimension == Dimension.COUNT and code not in PIECES
    return code if of_its_own else CANONICAL[Dimension(dimension)]


def _ceiling(item: Measured, kind: Comparable) -> Decimal | None:
    """The ceiling by the table, which has money in the reporting currency only."""
    if kind.field == "quantity":
        return ceiling(item.measure, kind.unit)
    return ceiling(item.measure, "") if kind.unit == settings.REPORTING_CURRENCY else None


def _latest(model: Any, measures: list[int], by: User) -> Statement:
    """The latest amounts of each measure in verified records that `by` may see: what is hidden takes no place."""
    name = model.amounts_at.removesuffix("__")
    amounts = model._meta.get_field(name).related_model if name else model
    record = model._meta.get_field(name).field.column if name else "id"
    readable, params = visible_condition(model, by, table="t")
    text = LATEST_AMOUNTS.format(
        record=record,
        amounts=amounts._meta.db_table,
        records=model._meta.db_table,
        readable=readable,
        furthest=FURTHEST,
        latest=LATEST,
    )
    return text, [array(measures), *params]


def ceiling(measure: Measure, unit: str) -> Decimal | None:
    """The largest plausible amount of the measure in the unit; None if the table has none."""
    code = measure.code
    while code:
        if (most := CEILINGS.get(code, {}).get(unit)) is not None:
            return Decimal(most)
        code = code.rpartition(".")[0]
    return None
