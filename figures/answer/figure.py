"""A figure: a value with its unit, qualifier and counts, never a bare number."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal

from measures.formats import is_currency, minor
from measures.models import Measure
from operations.models import Qualifier

# How many things a figure rests on: records, each once; facts, which may be several of a record; and events.
RESTS_ON = ("records", "facts", "events", "aggregates", "uncounted")
QUANTIFIED = ("exact", "at_least", "at_most", "between", "approximately")
COUNTS = (*RESTS_ON, *QUANTIFIED, "unquantified", "unvalued", "undated")
# Those that are published: that events are uncounted is told by the qualifier of their number.
PUBLISHED = tuple(name for name in COUNTS if name != "uncounted")
# A reported amount has at most 40 digits on either side of the point, and a factor lengthens it: nothing is rounded.
EXACT = Context(prec=200)


ZERO = Decimal(0)
SUM, MAX, LATEST = Measure.Operator.SUM, Measure.Operator.MAX, Measure.Operator.LATEST
# Before any day: what is not dated is the oldest.
UNDATED = datetime.date.min


@dataclass(slots=True)
class Figure:
    """An amount in a unit, with the number of its parts of each kind; an unknown amount is None, never zero.

    A record counts once a date: what became of the goods of one on two days counts twice. What a figure lacks is
    counted in facts. `exact` to `approximately` count parts with an amount; `unvalued` those with an amount of money
    but no rate. `unit` is empty for money as reported if no currency was stated. `operator` says how the measure
    combines its parts (Measure.Operator): a figure of several parts that are not added up is never additive.
    """

    cell: dict[str, str | None]
    unit: str
    value: Decimal | None = None
    records: int = 0
    facts: int = 0
    # Of aggregates so many as they say, and one of each that does not (`uncounted`).
    events: int = 0
    aggregates: int = 0
    uncounted: int = 0
    exact: int = 0
    at_least: int = 0
    at_most: int = 0
    between: int = 0
    approximately: int = 0
    unquantified: int = 0
    unvalued: int = 0
    undated: int = 0
    # Of money: how many goods there are beside whose worth nobody has stated.
    unpriced: int = 0
    # How far the true amounts may lie below the value, of parts at most so large, and above it, of those between two.
    less: Decimal = ZERO
    more: Decimal = ZERO
    operator: str = SUM
    # The last day of the latest part, where that is what counts.
    latest: datetime.date | None = None
    # Whether it may be added to the other figures of the answer that differ from it by what was grouped by.
    additive: bool = True
    methods: set[str] = field(default_factory=set)
    # Of a quantity that nobody has stated: whether each of the goods is stated by what it is worth.
    by_worth: bool = False

    def add(self, other: "Figure") -> None:
        if other.value is not None:
            self.value, self.latest = self._combined(other)
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.unpriced += other.unpriced
        self.less, self.more = EXACT.add(self.less, other.less), EXACT.add(self.more, other.more)
        self.by_worth = self.by_worth and other.by_worth
        self.additive = self.additive and other.additive
        self.methods |= other.methods

    def _combined(self, other: "Figure") -> tuple[Decimal | None, datetime.date | None]:
        if self.operator == SUM:
            return EXACT.add(self.value or Decimal(0), other.value or Decimal(0)), None
        known = [(each.latest or UNDATED, each.value) for each in (self, other) if each.value is not None]
        if self.operator == MAX:
            return max(value for _day, value in known), None
        if self.operator == LATEST:
            day, value = max(known)
            return value, day
        return (None if self.is_quantified else other.value), None

    def of_measure(self, code: str, *, additive: bool) -> "Figure":
        return replace(self, cell={**self.cell, "measure": code}, additive=additive)

    @property
    def stated(self) -> Decimal | None:
        """The value as published: money is rounded here, once, to the decimals of its currency."""
        return None if self.value is None else self._published(self.value)

    @property
    def is_quantified(self) -> bool:
        """Whether any of its parts has an amount."""
        return any(getattr(self, name) for name in QUANTIFIED)

    @property
    def is_several(self) -> bool:
        return self.exact + self.at_least + self.at_most + self.between + self.approximately > 1

    @property
    def low(self) -> Decimal | None:
        """The least that the parts can be; None if one of them may be anything."""
        if self.value is None or self._is_open:
            return None
        if self.at_most and self.value and not self.less:
            # Of before the ledger knew by how much.
            return None
        if self.operator == SUM or not self.is_several:
            return self._published(EXACT.subtract(self.value, self.less))
        # The largest of several is at least the largest of the least that they can be; the latest is one of them.
        open_below = self.at_most or (self.between and self.operator != MAX)
        return None if open_below else self._published(self.value)

    @property
    def high(self) -> Decimal | None:
        """The most that the parts can be; None if one of them may be any larger number."""
        if self.value is None or self._is_open or self.at_least:
            return None
        if self.operator == SUM or not self.is_several:
            return self._published(EXACT.add(self.value, self.more))
        is_known = self.operator == LATEST and not (self.at_most or self.between)
        return self._published(self.value) if is_known else None

    @property
    def _is_open(self) -> bool:
        return bool(self.approximately or self.unquantified or self.unvalued or self.unpriced)

    def _published(self, value: Decimal) -> Decimal:
        return minor(value, self.unit) if is_currency(self.unit) else value

    @property
    def events_qualifier(self) -> str:
        """An aggregate that does not say of how many events it is, is of one at least."""
        return Qualifier.AT_LEAST if self.uncounted else Qualifier.EXACT

    def halves(self) -> "tuple[Figure, Figure]":
        """A difference as two figures: what was taken away and what was added. The value is in the half of its sign."""
        value = self.value or Decimal(0)
        took, gave = (Figure(self.cell, self.unit, max(each, Decimal(0))) for each in (-value, value))
        for name in COUNTS:
            number = getattr(self, name)
            setattr(took if number < 0 else gave, name, abs(number))
        return took, gave

    @property
    def qualifier(self) -> str:
        """Exact only if all parts are. A part without an amount makes the total a lower bound."""
        if self.operator == LATEST:
            # Of several, nothing says which kind the latest is of, unless all are of one.
            kinds = [name for name in QUANTIFIED if getattr(self, name)]
            several = len(kinds) > 1 or self.between
            return Qualifier.APPROXIMATELY if several else Qualifier([*kinds, Qualifier.EXACT][0])
        if self.operator == MAX and self.is_several:
            # They may be the same, or none of them: the largest bounds them all, if nothing bounds it from above.
            about = self.at_most or self.approximately or self.between
            return Qualifier.APPROXIMATELY if about else Qualifier.AT_LEAST
        if self.unquantified or self.unvalued or self.unpriced:
            return Qualifier.AT_LEAST
        if self.approximately or self.between or (self.at_least and self.at_most):
            return Qualifier.APPROXIMATELY
        if self.at_least:
            return Qualifier.AT_LEAST
        return Qualifier.AT_MOST if self.at_most else Qualifier.EXACT


def qualifier_between(before: Figure, after: Figure) -> Qualifier:
    """The qualifier of the size of a difference: at least, when taken away, becomes at most, and at most at least.

    A figure without any amount has no influence.
    """
    after_kind, before_kind = (
        Qualifier(each.qualifier) if each.is_quantified else Qualifier.EXACT for each in (after, before)
    )
    kinds = {after_kind, before_kind.taken_away} - {Qualifier.EXACT}
    kind = Qualifier.APPROXIMATELY if len(kinds) > 1 else next(iter(kinds), Qualifier.EXACT)
    return kind if (after.value or 0) > (before.value or 0) else kind.taken_away


def added(figures: Iterable[Figure], *, cell: dict[str, str | None], unit: str) -> Figure:
    """The figures of one unit and operator, combined."""
    figures = list(figures)
    total = Figure(cell=cell, unit=unit, operator=figures[0].operator if figures else SUM)
    for figure in figures:
        total.add(figure)
    return total


def overlap(together: Figure, total: Figure) -> Figure:
    """The amount that `together`, a sum of shares, contains more than once, compared with the total."""
    counts = {name: getattr(together, name) - getattr(total, name) for name in COUNTS}
    value = None
    if any(counts[name] for name in QUANTIFIED):
        value = EXACT.subtract(together.value or Decimal(0), total.value or Decimal(0))
    unpriced = together.unpriced - total.unpriced
    less, more = EXACT.subtract(together.less, total.less), EXACT.subtract(together.more, total.more)
    return Figure(
        together.cell, together.unit, value, **counts,
        unpriced=unpriced, less=less, more=more, methods=total.methods,
    )  # fmt: skip


def decimal_text(value: Decimal | None) -> str | None:
    """A decimal as text without an exponent or trailing zeros."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def counts_in(figure: Figure) -> dict[str, int]:
    """The published counts of a figure, by name: what it rests on, and its parts by kind."""
    return {name: getattr(figure, name) for name in PUBLISHED}
