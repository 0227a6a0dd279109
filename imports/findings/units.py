"""Units in which a thing is seldom measured: taken, and pointed out."""

from measures.models import Dimension, Unit
from measures.models.measure import Measure

PLANTS = (
    "NARC.CANNABIS", "NARC.COCA_LEAF", "NARC.POPPY", "NARC.POPPY_STRAW", "NARC.KHAT", "NARC.PSILOCYBIN", "WILDLIFE",
)  # fmt: skip
DRY = (
    "NARC.CANNABIS.HERB", "NARC.CANNABIS.RESIN", "NARC.CANNABIS.PLANT", "NARC.CANNABIS.SEED", "NARC.COCA_LEAF",
    "NARC.POPPY", "NARC.POPPY_STRAW", "NARC.KHAT", "NARC.PSILOCYBIN", "NARC.COCAINE.CRACK",
)  # fmt: skip
TABLETS = ("NARC.CANNABIS", "NARC.COCA_LEAF", "NARC.POPPY", "NARC.POPPY_STRAW", "NARC.OPIUM", "NARC.KHAT")


def is_odd(measure: Measure, unit: Unit) -> bool:
    """Whether the pair makes little sense, such as marijuana in gallons or heroin in plants."""
    code = measure.code
    if unit.dimension == Dimension.VOLUME:
        return _within(code, DRY)
    if unit.code == "PLANT":
        return not _within(code, PLANTS)
    return unit.code in ("U2", "DOSE") and _within(code, TABLETS)


def _within(code: str, tops: tuple[str, ...]) -> bool:
    return any(code == top or code.startswith(f"{top}.") for top in tops)
