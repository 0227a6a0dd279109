"""Kinds of seized goods and of outcomes: a line each, with its share and its usual amounts."""

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of item. `typical` is its amount in the canonical unit of its first unit, or in US dollars without units.

    `spread` is the standard deviation of the amount's logarithm; `price` is the dollars for one canonical unit, where
    reports state a value.
    """

    measure: str
    share: float
    units: dict[str, float]
    typical: float
    spread: float = 1.2
    price: float = 0


KINDS = (
    Kind("CASH.CURRENCY", 16, {}, 9_000, 1.5),
    Kind("CASH.BEARER", 1.5, {}, 25_000),
    Kind("CASH.GOLD", 1.5, {}, 40_000),
    Kind("CASH.PREPAID", 1, {}, 1_500),
    Kind("NARC.COCAINE.HCL", 13, {"KGM": 70, "GRM": 14, "LBR": 10, "TON": 3, "BLOCK": 3}, 4, 1.8, 30_000),
    Kind("NARC.CANNABIS.HERB", 11, {"KGM": 70, "LBR": 14, "GRM": 12, "TNE": 4}, 6, 1.8, 1_500),
    Kind("NARC.METHAMPHETAMINE", 8, {"KGM": 70, "LBR": 14, "LTR": 8, "U2": 8}, 3, 1.6, 15_000),
    Kind("NARC.HEROIN", 6, {"KGM": 75, "GRM": 15, "ONZ": 10}, 2, 1.5, 45_000),
    Kind("NARC.FENTANYL", 4, {"KGM": 60, "GRM": 25, "U2": 15}, 1, 1.3, 60_000),
    Kind("NARC.COCAINE.CRACK", 3, {"GRM": 80, "ONZ": 20}, 0.05, 1.2, 50_000),
    Kind("NARC.MDMA", 3, {"U2": 60, "DOSE": 20, "KGM": 20}, 500),
    Kind("NARC.CANNABIS.PLANT", 2, {"PLANT": 100}, 60),
    Kind("NARC.PRECURSOR.ACETIC_ANHYDRIDE", 1, {"LTR": 80, "GLL": 20}, 200),
    Kind("WEAPONS.PISTOL", 5, {"C62": 100}, 2, 0.8),
    Kind("WEAPONS.RIFLE", 2.5, {"C62": 100}, 2, 0.8),
    Kind("WEAPONS.PARTS", 1, {"C62": 100}, 6),
    Kind("AMMUNITION", 4, {"ROUND": 70, "C62": 20, "MIL": 10}, 120),
    Kind("PROPERTY.VEHICLE", 4, {"C62": 100}, 1.2, 0.4, 18_000),
    Kind("PROPERTY.JEWELLERY", 1, {}, 12_000),
    Kind("WILDLIFE.IVORY", 1, {"KGM": 100}, 15),
    Kind("WILDLIFE.LIVE", 1.5, {"C62": 100}, 8),
    Kind("WILDLIFE.TIMBER", 0.5, {"MTQ": 80, "TNE": 20}, 9_000),
    Kind("GOODS.TOBACCO.CIGARETTES", 4, {"MIL": 60, "C62": 40}, 40_000, 1.4),
    Kind("GOODS.COUNTERFEIT", 2.5, {"C62": 80, "KGM": 20}, 150, 1.4, 40),
    Kind("GOODS.ALCOHOL", 1, {"LTR": 100}, 90),
    Kind("GOODS.EXPLOSIVES", 0.5, {"KGM": 100}, 4),
    Kind("GOODS.OTHER", 1, {"C62": 60, "KGM": 40}, 20),
)  # fmt: skip

OUTCOMES = (
    Kind("PEOPLE.ARRESTED", 40, {"C62": 70, "IE": 30}, 4),
    Kind("PEOPLE.INDICTED", 10, {"C62": 100}, 3),
    Kind("PEOPLE.CONVICTED", 8, {"C62": 100}, 2),
    Kind("PEOPLE.PLEADED_GUILTY", 6, {"C62": 100}, 2),
    Kind("PEOPLE.VICTIMS.TRAFFICKING", 6, {"C62": 60, "IE": 40}, 3),
    Kind("PEOPLE.VICTIMS.CHILD", 3, {"IE": 100}, 2),
    Kind("FORFEITURE.CRIMINAL", 8, {}, 60_000, 1.6),
    Kind("FORFEITURE.CIVIL", 5, {}, 30_000, 1.6),
    Kind("FORFEITURE.ADMINISTRATIVE", 4, {}, 8_000),
    Kind("ACTIVITY.SEARCHES", 5, {"C62": 100}, 6),
    Kind("ACTIVITY.OFFICERS_TRAINED", 3, {"C62": 100}, 25),
    Kind("ACTIVITY.COURSES", 1, {"C62": 100}, 2, 0.6),
    Kind("ACTIVITY.EXERCISES", 1, {"C62": 100}, 1, 0.4),
    Kind("ACTIVITY.EQUIPMENT", 1, {"C62": 100}, 12),
    Kind("ACTIVITY.INVESTIGATIONS", 2, {"C62": 100}, 3),
)

# How much more often a theme's own goods turn up in its operations.
MORE_OFTEN = 8
THEMES = {
    "mixed": (),
    "drugs": ("NARC",),
    "money": ("CASH",),
    "arms": ("WEAPONS", "AMMUNITION"),
    "nature": ("WILDLIFE", "GOODS"),
}  # fmt: skip

# Digits after the point in which amounts of a unit are usually reported; none for pieces.
DIGITS = {"KGM": 3, "GRM": 1, "LBR": 2, "ONZ": 1, "TNE": 3, "TON": 1, "LTR": 1, "GLL": 1, "MTQ": 2}

# Share, and what a dollar is worth, roughly. For the last four no central bank rate is loaded.
CURRENCIES = {
    "USD": (46, 1), "EUR": (22, 0.9), "GBP": (4, 0.75), "MXN": (4, 18), "CAD": (3, 1.3), "AUD": (3, 1.4),
    "BRL": (2, 4), "JPY": (2, 110), "CNY": (2, 7), "CHF": (1, 0.95), "TRY": (1, 8), "PLN": (1, 4),
    "SEK": (1, 9), "NOK": (0.7, 9), "ZAR": (1, 14), "INR": (1, 70), "THB": (1, 32), "HKD": (0.8, 7.8),
    "COP": (1.5, 3_500), "NGN": (1, 400), "AED": (0.7, 3.67), "PEN": (0.3, 3.5),
}  # fmt: skip
NO_CENTS = ("JPY", "COP", "NGN")

QUALIFIERS = {"exact": 0.8, "approximately": 0.08, "at_least": 0.07, "at_most": 0.03, "between": 0.02}
CALIBRES = ("9 mm", ".38 Special", ".45 ACP", "5.56 × 45 mm", "7.62 × 39 mm")
FORMS = ("powder", "tablet", "paste", "crystal", "liquid", "pressed block")
