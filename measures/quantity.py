"""From what was reported to what can be added up, by exact factors. Money is valued by measures_value (sql/)."""

from decimal import Context, Decimal

from common.text.numbers import DIGITS
from measures.models import Unit

# The longest product of a quantity and a factor (common/text/numbers.py), so that nothing is rounded.
EXACT = Context(prec=4 * DIGITS)


def canonical(quantity: Decimal | None, unit: Unit | None) -> Decimal | None:
    """The quantity in kilograms, litres or pieces; None where it, or the unit's factor, is not known."""
    if quantity is None or unit is None or unit.factor is None:
        return None
    return EXACT.multiply(quantity, unit.factor).normalize(EXACT)
