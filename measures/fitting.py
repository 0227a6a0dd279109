"""Which units make sense for which measures."""

from measures.models import Dimension, Measure, Unit

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
}


def fits(unit: Unit, measure: Measure) -> bool:
    """Whether amounts of the measure may be given in the unit: persons are not weighed, nor drugs counted in rounds."""
    accepted = unit.dimension != Dimension.MONEY and unit.dimension in measure.accepted
    return accepted and fits_tree(unit, measure.top)


def fits_tree(unit: Unit, top: str) -> bool:
    return top in ONLY.get(unit.code, {top})
