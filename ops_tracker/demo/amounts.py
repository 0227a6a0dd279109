"""Invented amounts as reports state them: in some unit or currency, rounded or with decimals."""

from collections.abc import Mapping
from typing import NamedTuple

from measures.models import Dimension, Measure, Unit
from operations.models import Qualifier
from ops_tracker.demo.chance import Chance, spread
from ops_tracker.demo.kinds import CURRENCIES, DIGITS, NO_CENTS, QUALIFIERS, Kind

NULL = "\\N"
UNQUANTIFIED, IN_CENTS = 0.04, 0.25
MONEY = spread({code: share for code, (share, _) in CURRENCIES.items()}, 4096)
QUALIFIED = spread(QUALIFIERS)


class Keys(NamedTuple):
    """Primary keys of reference data by code, as text, and the factors of units to the canonical one."""

    measures: Mapping[str, str]
    units: Mapping[str, str]
    currencies: Mapping[str, str]
    factors: Mapping[str, float]

    @classmethod
    def read(cls) -> "Keys":
        units = list(Unit.objects.values_list("code", "pk", "factor", "dimension"))
        return cls(
            measures={code: str(key) for code, key in Measure.objects.values_list("code", "pk")},
            units={code: str(key) for code, key, _, dimension in units if dimension != Dimension.MONEY},
            currencies={code: str(key) for code, key, _, dimension in units if dimension == Dimension.MONEY},
            factors={code: float(factor) for code, _, factor, _ in units if factor is not None},
        )


class DemoAmount(NamedTuple):
    """A whole number of the smallest reported step, the number of decimals in it, and its unit.

    `more` is the number of steps to the higher of two numbers; zero if one is stated.
    """

    steps: int
    digits: int
    unit: str
    more: int = 0

    @property
    def text(self) -> str:
        return self._decimal(self.steps)

    @property
    def high_text(self) -> str:
        return self._decimal(self.steps + self.more) if self.more else NULL

    def _decimal(self, steps: int) -> str:
        whole, rest = divmod(steps, 10**self.digits)
        return f"{whole}.{rest:0{self.digits}}" if self.digits else f"{whole}"

    def halved(self) -> "DemoAmount":
        return self._replace(steps=self.steps // 2, more=self.more // 2)

    def widened(self) -> "DemoAmount":
        """The lower of two numbers. The higher is a half more; both can be halved and still differ."""
        return self._replace(more=2 * max(self.steps // 4, 1))


class Report(NamedTuple):
    """The amounts stated of an item: its quantity, its value, both or neither."""

    quantity: DemoAmount | None
    amount: DemoAmount | None

    @property
    def stated(self) -> list[DemoAmount]:
        return [each for each in self if each]

    def halved(self) -> "Report":
        return Report(*(each and each.halved() for each in self))

    def widened(self) -> "Report":
        return Report(*(each and each.widened() for each in self))

    def columns(self) -> str:
        """Quantity and amount, each with its higher number and its unit, as text for COPY."""
        return "\t".join(
            f"{each.text}\t{each.high_text}\t{each.unit}" if each else f"{NULL}\t{NULL}\t{NULL}"
            for each in self
        )

    def numbers(self) -> str:
        """Quantity and amount alone, as text for COPY."""
        return "\t".join(each.text if each else NULL for each in self)


class Reporter:
    def __init__(self, chance: Chance, keys: Keys, kinds: tuple[Kind, ...]) -> None:
        self.chance, self.keys = chance, keys
        self.units = {kind.measure: spread(kind.units, 128) for kind in kinds if kind.units}

    def qualified(self, kind: Kind, *, worth: float = 0) -> tuple[str, Report]:
        """A report with its qualifier; between two numbers, each of its amounts has both."""
        report = self.report(kind, worth=worth)
        qualifier = self.chance.pick(QUALIFIED) if report.stated else Qualifier.EXACT.value
        return qualifier, report.widened() if qualifier == Qualifier.BETWEEN else report

    def report(self, kind: Kind, *, worth: float = 0) -> Report:
        """A report of that kind of item; `worth` is the probability that the value is stated beside the quantity."""
        if self.chance.maybe(UNQUANTIFIED):
            return Report(None, None)
        typical = self.chance.about(kind.typical, kind.spread)
        if not kind.units:
            return Report(None, self._money(typical))
        priced = kind.price and self.chance.maybe(worth)
        return Report(self._quantity(kind, typical), self._money(typical * kind.price) if priced else None)

    def _quantity(self, kind: Kind, canonical: float) -> DemoAmount:
        code = self.chance.pick(self.units[kind.measure])
        digits = DIGITS.get(code, 0)
        steps = round(canonical / self.keys.factors[code] * 10**digits)
        return DemoAmount(max(steps, 1), digits, self.keys.units[code])

    def _money(self, dollars: float) -> DemoAmount:
        code = self.chance.pick(MONEY)
        digits = 2 if code not in NO_CENTS and self.chance.maybe(IN_CENTS) else 0
        steps = round(dollars * CURRENCIES[code][1] * 10**digits)
        return DemoAmount(max(steps, 1), digits, self.keys.currencies[code])
