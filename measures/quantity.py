"""Canonical quantities, by exact factors. The SQL function measures_value (sql/) computes values of money."""

from decimal import Context, Decimal

from common.text.numbers import DIGITS
from measures.models import Dimension, Measure, Unit
from measures.models.unit import CANONICAL

# The longest product of a quantity and a factor (common/text/numbers.py), so that nothing is rounded.
EXACT = Context(prec=4 * DIGITS)


def canonical(quantity: Decimal | None, unit: Unit | None) -> Decimal | None:
    """The quantity in the canonical unit; None if the quantity or the unit's factor is unknown."""
    if quantity is None or unit is None or unit.factor is None:
        return None
    return EXACT.multiply(quantity, unit.factor).normalize(EXACT)


def canonical_unit(unit: Unit, measure: Measure) -> str:
    """The code of the unit of figures for an amount reported in this one, as in the view figures_fact."""
    if unit.dimension != Dimension.COUNT:
        return CANONICAL[Dimension(unit.dimension)]
    return measure.count_unit if unit.counts_pieces else unit.code
