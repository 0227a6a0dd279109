"""What verifying a record changes: the figures that move, and by how much."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.conf import settings

from measures.models import Dimension, Measure, Unit
from measures.models.unit import CANONICAL
from operations.models import Measured, Qualifier

ZERO = Decimal(0)
Kinds = frozenset[str]


class Figure(NamedTuple):
    """A place where amounts add up."""

    measure: Measure
    stage: str
    unit: str


class Stated(NamedTuple):
    """How much of an item something states: the item itself, or what became of it."""

    item: Measured
    amounts: Any
    stage: str


class Share(NamedTuple):
    """A record's own part of a figure, and how it is qualified; None where it states no number."""

    amount: Decimal | None = None
    kinds: Kinds = frozenset()

    def taken_away(self) -> Kinds:
        return frozenset(Qualifier(kind).taken_away for kind in self.kinds)


@dataclass(frozen=True)
class Effect:
    """`before` and `after` are the record's own share of the figure; None where it states no number."""

    figure: Figure
    before: Decimal | None
    after: Decimal | None
    records: int
    kinds: Kinds = frozenset()

    @property
    def moved(self) -> Decimal:
        return (self.after or ZERO) - (self.before or ZERO)

    @property
    def size(self) -> Decimal:
        return abs(self.moved)

    @property
    def qualifier(self) -> str:
        """How the size is qualified: bounds that do not point the same way make it approximate."""
        kinds = self.kinds if self.moved > 0 else Share(None, self.kinds).taken_away()
        inexact = kinds - {Qualifier.EXACT}
        if len(inexact) > 1:
            return Qualifier.APPROXIMATELY
        return next(iter(inexact), Qualifier.EXACT)


def effects(now: dict[Figure, Share], then: dict[Figure, Share]) -> list[Effect]:
    """What moves when `then` takes the place of `now`."""
    found = []
    for figure in dict.fromkeys([*then, *now]):
        before, after = now.get(figure, Share()), then.get(figure, Share())
        kinds = after.kinds | before.taken_away()
        records = (figure in then) - (figure in now)
        found.append(Effect(figure, before.amount, after.amount, records, kinds))
    return [effect for effect in found if effect.moved or effect.records]


def shares(all_stated: Iterable[Stated]) -> dict[Figure, Share]:
    """What a record adds to figures: quantities in the canonical unit, money in the reporting currency."""
    found: dict[Figure, list[Share]] = {}
    for stated in all_stated:
        for figure, share in _shares(*stated):
            found.setdefault(figure, []).append(share)
    return {figure: _together(parts) for figure, parts in found.items()}


def canonical_qualifier(qualifier: str, unit: Unit | None) -> str:
    """As in the figures: a factor that is an assumption makes an exact amount an approximate one."""
    assumed = qualifier == Qualifier.EXACT and unit and unit.method
    return Qualifier.APPROXIMATELY if assumed else qualifier


def _together(parts: list[Share]) -> Share:
    """A part without an amount makes the sum of the others a lower bound."""
    known = [part for part in parts if part.amount is not None]
    amount = sum((part.amount or ZERO for part in known), ZERO) if known else None
    if known and len(known) < len(parts):
        return Share(amount, frozenset({Qualifier.AT_LEAST}))
    return Share(amount, frozenset().union(*(part.kinds for part in known)))


def _shares(item: Measured, amounts: Any, stage: str) -> Iterable[tuple[Figure, Share]]:
    money = item.measure.dimension == Dimension.MONEY
    if not money or amounts.quantity is not None:
        unit = getattr(amounts, "stated_unit", item.unit)
        dimension = Dimension(unit.dimension if unit else item.measure.dimension)
        if dimension != Dimension.MONEY:
            share = Share(
                amounts.canonical_quantity, frozenset({canonical_qualifier(amounts.qualifier, unit)})
            )
            yield Figure(item.measure, stage, CANONICAL[dimension]), share
    if money or amounts.amount is not None:
        yield (
            Figure(item.measure, stage, settings.REPORTING_CURRENCY),
            Share(amounts.value, frozenset({amounts.qualifier})),
        )
