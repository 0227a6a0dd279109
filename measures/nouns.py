"""Nouns for what a measure counts, in the reader's language and in the grammatical number of the amount."""

from decimal import Decimal

from django.utils.translation import gettext, npgettext_lazy

# The plural is what a measure keeps (`counted_in`).
NOUNS = {
    "animals": npgettext_lazy("counted", "animal", "animals"),
    "cigarettes": npgettext_lazy("counted", "cigarette", "cigarettes"),
    "coins": npgettext_lazy("counted", "coin", "coins"),
    "countries": npgettext_lazy("counted", "country", "countries"),
    "dosage units": npgettext_lazy("counted", "dosage unit", "dosage units"),
    "parts": npgettext_lazy("counted", "part", "parts"),
    "persons": npgettext_lazy("counted", "person", "persons"),
    "plants": npgettext_lazy("counted", "plant", "plants"),
    "rounds": npgettext_lazy("counted", "round", "rounds"),
    "units": npgettext_lazy("counted", "unit", "units"),
    "seizures": npgettext_lazy("counted", "seizure", "seizures"),
    "weapons": npgettext_lazy("counted", "weapon", "weapons"),
}
UNITS = "units"
# Units without a symbol, by their code.
NAMED = {
    "BLOCK": npgettext_lazy("unit", "block", "blocks"),
    "DOSE": npgettext_lazy("unit", "dosage unit", "dosage units"),
    "HEA": npgettext_lazy("unit", "animal", "animals"),
    "H87": npgettext_lazy("unit", "piece", "pieces"),
    "IE": npgettext_lazy("unit", "person", "persons"),
    "PLANT": npgettext_lazy("unit", "plant", "plants"),
    "ROUND": npgettext_lazy("unit", "round", "rounds"),
    "TOKEN": npgettext_lazy("unit", "token", "tokens"),
    "STK": npgettext_lazy("unit", "cigarette", "cigarettes"),
    "U2": npgettext_lazy("unit", "tablet", "tablets"),
}
# Units that are so many of what the measure counts: "14 thousand rounds", "3 dozen pistols".
SEVERAL = {
    "DZN": npgettext_lazy("unit", "dozen %(things)s", "dozen %(things)s", "number"),
    "MIL": npgettext_lazy("unit", "thousand %(things)s", "thousand %(things)s", "number"),
}


def noun(counted_in: str, amount: Decimal | None = None) -> str:
    """The noun for that amount: one weapon, 1.5 weapons; the plural without an amount.

    An unknown word is returned as it is.
    """
    if counted_in not in NOUNS:
        return gettext(counted_in) if counted_in else ""
    return NOUNS[counted_in] % _plural(amount)


def unit_noun(code: str, counted_in: str = "", amount: Decimal | None = None) -> str:
    """The name of a unit without a symbol, for that amount; empty for any other unit."""
    if code in NAMED:
        return NAMED[code] % _plural(amount)
    if code in SEVERAL:
        return (SEVERAL[code] % {"number": _plural(amount), "things": noun(counted_in)}).strip()
    return ""


def _plural(amount: Decimal | None) -> int:
    whole = amount is not None and amount == amount.to_integral_value()
    return abs(int(amount or 0)) if whole else 2
