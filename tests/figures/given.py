"""What the oracle takes as given before anything is recorded: operations, measures and units."""

from dataclasses import dataclass

from tests.figures.world import GOODS, RESULTS

# Dimension, factor to the canonical unit, and the method where that is an assumption.
UNITS = {
    "KGM": ("mass", "1", ""), "LBR": ("mass", "0.45359237", ""), "TON": ("mass", "907.18474", "short ton"),
    "LTR": ("volume", "1", ""), "MTQ": ("volume", "1000", ""),
    "C62": ("count", "1", ""), "DZN": ("count", "12", ""), "U2": ("count", "1", ""),
    "PLANT": ("count", "1", ""), "IE": ("count", "1", ""),
}  # fmt: skip
# So many pieces of whatever the measure counts; what a piece is where it is no mere piece.
PIECES = ("C62", "DZN")
COUNTED = {"PEOPLE": "IE", "PEOPLE.ARRESTED": "IE", "PEOPLE.VICTIMS": "IE", "PEOPLE.VICTIMS.CHILD": "IE",
           "NARC.CANNABIS.PLANT": "PLANT"}  # fmt: skip
SEIZURES = "SEIZURES"
# Volumes that do not come in litres.
TRADED = {"WILDLIFE.TIMBER": "MTQ"}
OPERATORS = {"ACTIVITY.COUNTRIES": "max"}
CANONICAL = {"mass": "KGM", "volume": "LTR", "count": "C62"}


@dataclass(frozen=True)
class Umbrella:
    """An operation: the code of its umbrella, its marking, its owner, and who is named in it."""

    parent: str
    marking: str
    owner: str
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measured:
    """A measure: its dimension, the unit where a record states none, and whether what is below adds into it.

    `operator` is how its records are combined; `goods` are seized, and may be worth something.
    """

    dimension: str
    unit: str
    rolls_up: bool = True
    operator: str = "sum"
    goods: bool = True
    # Whether it may be stated by what it is worth alone.
    by_worth: bool = False


def measures_given() -> dict[str, Measured]:
    known = {code: dimension for code, (dimension, _units) in (GOODS | RESULTS).items()}
    # Its parts are never added into it.
    return {
        code: Measured(
            dimension,
            COUNTED.get(code) or TRADED.get(code) or CANONICAL.get(dimension, ""),
            code not in ("PEOPLE", "WILDLIFE"),
            OPERATORS.get(code, "sum"),
            code in GOODS,
        )
        for code, dimension in known.items()
    } | {SEIZURES: Measured("count", "C62", goods=False)}
