"""How amounts become what is added up, in plain Python: by factors of units, and by rates of the day."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from tests.figures.given import CANONICAL, Measured
from tests.figures.parts import EXACT, MORE_THAN_SHOWN
from tests.figures.world import Amount, Days, Gone, Record

WEEK = dt.timedelta(7)


class Conversions:
    """The part of a World that knows units, measures and rates."""

    measures: dict[str, Measured]
    # Dimension, factor, method, and whether it counts pieces.
    units: dict[str, tuple[str, Decimal | None, str, bool]]
    # Currency, from which day, per euro, and until when where that is said.
    rates: list[tuple[str, dt.date, Decimal, dt.date | None]]
    reporting: str

    def added_in(self, unit: str, measure: Measured) -> str:
        """Kilograms and litres of what is weighed and poured; of counts, each like by itself."""
        dimension, _factor, _method, pieces = self.units[unit]
        if dimension == "count" and not pieces:
            return unit
        own = (dimension, measure.dimension) == ("count", "count") or self._traded(dimension, measure)
        return measure.unit if own else CANONICAL[dimension]

    def _traded(self, dimension: str, measure: Measured) -> bool:
        """Whether it is a volume, and the measure comes in a unit of volume of its own."""
        return dimension == self.units.get(measure.unit, ("", 1, "", False))[0] == "volume"

    def worked_out(self, record: Record, amount: Amount, told: Amount | Gone, end: str = ""):
        """Canonical quantity and value, by the unit's factor and the rates of the day of the seizure."""
        canonical, quantity, money = None, getattr(told, f"quantity{end}"), getattr(told, f"amount{end}")
        _dimension, factor, *_rest = self.units.get(
            amount.unit if told.unit is None else told.unit, ("", None, "", False)
        )
        if quantity is not None and factor is not None:
            canonical = EXACT.multiply(quantity, factor)
        if canonical is not None and self._traded(_dimension, self.measures[amount.measure]):
            canonical = EXACT.divide(canonical, self.units[self.measures[amount.measure].unit][1])
        return canonical, self.valued(
            money, amount.currency if told.currency is None else told.currency, record.days
        )

    def valued(self, amount: Decimal | None, currency: str, days: Days) -> Decimal | None:
        if amount is None or currency == self.reporting:
            return amount
        if not currency:
            return None
        theirs, ours = (self._rate(code, days[0]) if days else None for code in (currency, self.reporting))
        if theirs is None or ours is None:
            return None
        exactly = EXACT.divide(EXACT.multiply(amount, ours), theirs)
        return exactly.quantize(MORE_THAN_SHOWN, ROUND_HALF_UP, EXACT)

    def _rate(self, currency: str, day: dt.date) -> Decimal | None:
        if currency == "EUR":
            return Decimal(1)
        begun = [rate for rate in self.rates if rate[0] == currency and rate[1] <= day]
        if held := [(until, since, rate) for _code, since, rate, until in begun if until and until >= day]:
            return max(held)[2]
        fresh = [(since, rate) for _code, since, rate, until in begun if not until and day - since <= WEEK]
        return max(fresh)[1] if fresh else None
