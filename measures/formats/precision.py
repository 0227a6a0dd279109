"""The digits that a figure is shown with: no more than its source warrants. The page shows the exact value on hover.

A stated amount is shown as its source states it. A computed one (pounds into kilograms, euros into dollars, a sum)
has as many significant digits as the rules below say; all digits before the point are shown, unless the figure is
approximate. Counts are exact and stay as they are.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal, localcontext

from common.text.numbers import PRECISION
from measures.models import Dimension
from measures.models.unit import CANONICAL

# A bound must stay true: "more than 4.56 million" of 4,567,890, never 4.57.
ROUNDING = {"at_least": ROUND_FLOOR, "at_most": ROUND_CEILING}
# "About 3.3 ton" is about 2,990 kg; a sum of exact weights is known to the gram or to a millionth of itself.
APPROXIMATE, SUMMED = 3, 6
# Quantities that are worked out by the factor of a unit.
CONVERTED = (CANONICAL[Dimension.MASS], CANONICAL[Dimension.VOLUME], "MTQ")
# Those that a reader may have chosen instead (measures/formats/reading.py).
READ = ("LBR",)


def significant(value: Decimal, qualifier: str = "exact", digits: int = SUMMED) -> Decimal:
    """The value in that many significant digits. At least is rounded down, at most up."""
    if not value:
        return value
    about = qualifier == "approximately"
    last = value.adjusted() - (min(digits, APPROXIMATE) if about else digits) + 1
    step = Decimal(1).scaleb(last if about else min(last, 0))
    with localcontext(prec=PRECISION):
        rounded = value.quantize(step, ROUNDING.get(qualifier, ROUND_HALF_EVEN))
    return rounded if rounded != value else value


def digits_of(reported: Decimal) -> int:
    """The significant digits of a single reported amount, from 3 to 6, for values computed from it."""
    return min(max(len(reported.as_tuple().digits), APPROXIMATE), SUMMED)
