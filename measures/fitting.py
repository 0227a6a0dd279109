"""The units that fit a measure."""

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
