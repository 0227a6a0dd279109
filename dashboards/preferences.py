"""The units in which one reader's pages show figures, and what the pages say about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.models.preferences import MassUnit
from agencies.preferences import preferred
from figures.question.question import REPORTED
from measures import formats
from measures.latest_rates import LatestRate, latest_rate
from measures.models import Dimension
from measures.models.unit import CANONICAL

KILOGRAM = CANONICAL[Dimension.MASS]
# A pound is so many kilograms, by definition.
POUND = formats.ReadIn(MassUnit.POUND.value, Decimal("0.45359237"))


@dataclass(frozen=True)
class ReadingUnits:
    """What figures are shown in by the code of the unit that they are stored in, and the rate of money, if any."""

    units: dict[str, formats.ReadIn] = field(default_factory=dict)
    rate: LatestRate | None = None

    def notes(self) -> Iterable[str]:
        """What every page says below its figures."""
        if KILOGRAM in self.units:
            yield _(
                "Weights in pounds: 1 lb is 0.45359237 kg. What a record states is shown as it was stated."
            )
        if self.rate:
            words = {
                "ours": formats.money(Decimal(1), settings.REPORTING_CURRENCY),
                "theirs": formats.money(self.rate.for_one, self.rate.currency),
                "day": formats.partial_date(self.rate.day.isoformat()),
                "source": self.rate.source,
            }
            yield (
                _(
                    "Totals of money at %(theirs)s for %(ours)s, the rate of %(day)s (%(source)s). They are valued and "
                    "added up in the reporting currency: point at a total to see it."
                )
                % words
            )


def reading_units(user: User, currency: str = "") -> ReadingUnits:
    """The units of a user's pages. `currency` is that of the page's question: money as reported is not converted."""
    units: dict[str, formats.ReadIn] = {}
    if preferred(user, "mass_unit") == MassUnit.POUND:
        units[KILOGRAM] = POUND
    chosen = preferred(user, "money_in")
    if (
        currency == REPORTED
        or chosen in ("", settings.REPORTING_CURRENCY)
        or not (rate := latest_rate(chosen))
    ):
        return ReadingUnits(units)
    units[settings.REPORTING_CURRENCY] = formats.ReadIn(chosen, rate.one_is)
    return ReadingUnits(units, rate)
