"""Implausible amounts of a single event, for measures with too few records to compute what is usual.

Each is about ten times the largest event that is publicly known: larger amounts are mostly slips of the hand or of
the unit. The longest code that is a prefix of the measure's decides.
"""

from decimal import Decimal

from measures.models import Measure

# By code: the unit in which figures come ("" for the reporting currency), and how many.
CEILINGS: dict[str, dict[str, int]] = {
    "CASH": {"": 2_000_000_000},
    "NARC": {"KGM": 100_000, "LTR": 200_000, "C62": 500_000_000, "U2": 500_000_000, "DOSE": 500_000_000},
    "NARC.CANNABIS": {"KGM": 500_000, "PLANT": 20_000_000},
    "NARC.CANNABIS.PLANT": {"KGM": 5_000_000, "C62": 20_000_000, "PLANT": 20_000_000},
    "NARC.COCA_LEAF": {"KGM": 1_000_000},
    "NARC.FENTANYL": {"KGM": 10_000},
    "NARC.HEROIN": {"KGM": 50_000},
    "NARC.LSD": {"KGM": 500},
    "NARC.POPPY_STRAW": {"KGM": 1_000_000},
    "WEAPONS": {"C62": 500_000},
    "AMMUNITION": {"C62": 500_000_000, "ROUND": 500_000_000},
    "PROPERTY": {"C62": 100_000, "": 20_000_000_000},
    "WILDLIFE": {"KGM": 1_000_000, "C62": 10_000_000},
    "GOODS": {"KGM": 50_000_000, "LTR": 50_000_000, "C62": 5_000_000_000, "": 20_000_000_000},
    "PEOPLE": {"C62": 100_000, "IE": 100_000},
    "FORFEITURE": {"": 20_000_000_000},
    "ACTIVITY": {"": 20_000_000_000},
}


def ceiling(measure: Measure, unit: str) -> Decimal | None:
    """The largest plausible amount of the measure in the unit; None if the table has none."""
    code = measure.code
    while code:
        if (most := CEILINGS.get(code, {}).get(unit)) is not None:
            return Decimal(most)
        code = code.rpartition(".")[0]
    return None
