"""What verifying a record changes: the figures that move, and by how much."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.conf import settings

from measures.models import Dimension, Measure
from measures.models.unit import CANONICAL
from operations.models import Measured

ZERO = Decimal(0)


class Figure(NamedTuple):
    """A place where amounts add up."""

    measure: Measure
    stage: str
    unit: str


@dataclass(frozen=True)
class Effect:
    """`before` and `after` are the record's own share of the figure; None where it states no number."""

    figure: Figure
    before: Decimal | None
    after: Decimal | None
    records: int

    @property
    def moved(self) -> Decimal:
        return (self.after or ZERO) - (self.before or ZERO)

    @property
    def size(self) -> Decimal:
        return abs(self.moved)


def effects(now: dict[Figure, Decimal | None], then: dict[Figure, Decimal | None]) -> list[Effect]:
    """What moves when `then` takes the place of `now`."""
    found = [
        Effect(figure, now.get(figure), then.get(figure), (figure in then) - (figure in now))
        for figure in dict.fromkeys([*then, *now])
    ]
    return [effect for effect in found if effect.moved or effect.records]


def shares(items: Iterable[Measured], stage: str) -> dict[Figure, Decimal | None]:
    """What items add to figures: quantities in the canonical unit, money in the reporting currency."""
    found: dict[Figure, Decimal | None] = {}
    for item in items:
        for figure, amount in _shares(item, stage):
            if amount is not None:
                found[figure] = (found.get(figure) or ZERO) + amount
            else:
                found.setdefault(figure, None)
    return found


def _shares(item: Measured, stage: str) -> Iterable[tuple[Figure, Decimal | None]]:
    money = item.measure.dimension == Dimension.MONEY
    if not money or item.quantity is not None:
        dimension = Dimension(item.unit.dimension if item.unit else item.measure.dimension)
        if dimension != Dimension.MONEY:
            yield Figure(item.measure, stage, CANONICAL[dimension]), item.canonical_quantity
    if money or item.amount is not None:
        yield Figure(item.measure, stage, settings.REPORTING_CURRENCY), item.value
