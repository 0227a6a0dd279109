"""Usual amounts of a measure: by the records there are, or by a table if they are few."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from statistics import median_low
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import QuerySet

from agencies.models import User
from measures.models import Dimension, Measure
from measures.models.unit import CANONICAL
from measures.quantity import canonical
from operations.models import Measured

# More than so many times the median of the verified among the latest amounts is implausible, where these are not few.
TIMES, LATEST, FEW = 1000, 50, 5
# Further back than so many amounts of a measure nobody looks for those that are verified and that the user may see:
# every entry waits for it.
FURTHEST = 200
# So many measures are looked up in one statement.
TOGETHER = 40
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
    """Usual amounts for the measures of some items, by verified records of the same kind that `by` may see."""

    def __init__(self, items: Iterable[Measured], record: Any, *, by: User) -> None:
        rows = type(record).objects.visible_to(by).verified()
        self.medians = _medians(rows, sorted({item.measure_id for item in items}))

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


def _medians(rows: QuerySet[Any], measures: Sequence[int]) -> dict[Comparable, Decimal]:
    """The median of the latest amounts of each measure that are in `rows`: what is hidden takes no place among them."""
    known: dict[Comparable, list[Decimal]] = defaultdict(list)
    for start in range(0, len(measures), TOGETHER):
        for measure, amounts in _readable(rows, measures[start : start + TOGETHER]).items():
            for quantity, dimension, unit, amount, currency in amounts[:LATEST]:
                if quantity:
                    known[Comparable(measure, "quantity", _counted(dimension, unit))].append(quantity)
                if amount:
                    known[Comparable(measure, "amount", currency)].append(amount)
    return {kind: median_low(amounts) for kind, amounts in known.items() if len(amounts) >= FEW}


def _readable(rows: QuerySet[Any], measures: Sequence[int]) -> dict[int, list[tuple[Any, ...]]]:
    """The latest amounts of each measure in `rows`, the latest first."""
    found: dict[int, list[tuple[Any, ...]]] = {measure: [] for measure in measures}
    amounts = _latest(rows.model, measures)
    # In a statement of its own: PostgreSQL would read all records to join so few.
    ids = {record for _pk, record, *_rest in amounts}
    readable = set(rows.filter(pk__in=ids).values_list("pk", flat=True))
    for _pk, record, measure, *amount in sorted(amounts, key=itemgetter(0), reverse=True):
        if record in readable:
            found[measure].append(tuple(amount))
    return found


def _latest(model: Any, measures: Sequence[int]) -> list[tuple[Any, ...]]:
    """The latest amounts of each measure, a bounded number however many there are, with the ids of their records."""
    name = model.amounts_at.removesuffix("__")
    amounts = model._meta.get_field(name).related_model if name else model
    first, *others = (
        amounts.objects.filter(measure=measure).order_by("-pk").values("pk")[:FURTHEST]
        for measure in measures
    )
    latest = first.union(*others, all=True) if others else first
    record = model._meta.get_field(name).field.attname if name else "pk"
    return list(
        amounts.objects.filter(pk__in=latest).values_list(
            "pk",
            record,
            "measure",
            "canonical_quantity",
            "unit__dimension",
            "unit__code",
            "amount",
            "currency__code",
        )
    )


def ceiling(measure: Measure, unit: str) -> Decimal | None:
    """The largest plausible amount of the measure in the unit; None if the table has none."""
    code = measure.code
    while code:
        if (most := CEILINGS.get(code, {}).get(unit)) is not None:
            return Decimal(most)
        code = code.rpartition(".")[0]
    return None
