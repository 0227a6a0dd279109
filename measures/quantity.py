"""Canonical quantities, by exact factors, and the units that fit a measure.

The SQL function measures_value (sql/) computes values of money.
"""

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


def traded_in(unit: Unit, measure: Measure) -> Unit | None:
    """The usual unit of volume of the measure, if it is not the litre: cubic metres for timber."""
    own = measure.unit
    is_volume = own is not None and unit.dimension == own.dimension == Dimension.VOLUME
    return own if own and is_volume and own.factor not in (None, 1) else None


def figure_unit(unit: Unit, measure: Measure) -> str:
    """The code of the unit of figures for an amount reported in this one, as in the view figures_fact."""
    own = traded_in(unit, measure)
    return own.code if own else canonical_unit(unit, measure)


def figure_quantity(quantity: Decimal | None, unit: Unit, measure: Measure) -> Decimal | None:
    """The quantity in the unit of figures; None if the quantity or a factor is unknown."""
    found, own = canonical(quantity, unit), traded_in(unit, measure)
    if found is None or own is None or own.factor is None:
        return found
    return EXACT.multiply(found, EXACT.divide(Decimal(1), own.factor)).normalize(EXACT)


def canonical_unit(unit: Unit, measure: Measure) -> str:
    """The code of the unit of the canonical quantity of an amount reported in this one."""
    if unit.dimension != Dimension.COUNT:
        return CANONICAL[Dimension(unit.dimension)]
    return measure.count_unit if unit.counts_pieces else unit.code


# Things that only some trees of measures are counted in; pieces, dozens and thousands fit any.
ONLY = {
    "U2": {"NARC", "GOODS"},
    "DOSE": {"NARC", "GOODS"},
    "PLANT": {"NARC", "WILDLIFE"},
    "BLOCK": {"NARC", "GOODS"},
    "ROUND": {"AMMUNITION"},
    "HEA": {"WILDLIFE"},
    "STK": {"GOODS"},
    "IE": {"PEOPLE", "ACTIVITY"},
    **{coin: {"CASH"} for coin in ("BTC", "ETH", "XMR", "USDT", "TOKEN")},
}


def fits(unit: Unit, measure: Measure) -> bool:
    """Whether amounts of the measure may be given in the unit: persons are not weighed, nor drugs counted in rounds."""
    accepted = unit.dimension != Dimension.MONEY and unit.dimension in measure.accepted
    return accepted and fits_tree(unit, measure.top)


def fits_tree(unit: Unit, top: str) -> bool:
    return top in ONLY.get(unit.code, {top})


# What is solid, or grows: in litres or gallons, and the plants in tablets, a unit was mistaken.
SOLID = (
    "NARC.CANNABIS.HERB", "NARC.CANNABIS.RESIN", "NARC.CANNABIS.PLANT", "NARC.CANNABIS.SEED", "NARC.COCA_LEAF",
    "NARC.POPPY", "NARC.POPPY_STRAW", "NARC.KHAT", "NARC.PSILOCYBIN",
)  # fmt: skip
# What may be counted in plants, beside the groups that hold some of it (after NIBRS, data element 22).
GROWN = (
    "NARC", "NARC.CANNABIS", "NARC.CANNABIS.HERB", "NARC.CANNABIS.PLANT", "NARC.COCA_LEAF", "NARC.OPIUM", "NARC.POPPY",
    "NARC.POPPY_STRAW", "NARC.KHAT", "NARC.PSILOCYBIN", "NARC.HALLUCINOGENS", "NARC.OTHER",
)  # fmt: skip


def is_odd(unit: Unit, measure: Measure) -> bool:
    """Whether the unit is unusual for the drug, such as gallons for marijuana. It is accepted all the same."""
    if measure.top != "NARC":
        return False
    if unit.code == "PLANT":
        return measure.code not in GROWN
    poured = unit.dimension == Dimension.VOLUME
    return measure.code in SOLID and (poured or unit.code == "U2")
