"""What a measure counts, in the reader's language and in the number that goes with the amount."""

from decimal import Decimal

from django.utils.translation import gettext, npgettext_lazy

# The plural is what a measure keeps (`counted_in`).
NOUNS = {
    "animals": npgettext_lazy("counted", "animal", "animals"),
    "cigarettes": npgettext_lazy("counted", "cigarette", "cigarettes"),
    "countries": npgettext_lazy("counted", "country", "countries"),
    "dosage units": npgettext_lazy("counted", "dosage unit", "dosage units"),
    "parts": npgettext_lazy("counted", "part", "parts"),
    "persons": npgettext_lazy("counted", "person", "persons"),
    "plants": npgettext_lazy("counted", "plant", "plants"),
    "rounds": npgettext_lazy("counted", "round", "rounds"),
    "units": npgettext_lazy("counted", "unit", "units"),
    "weapons": npgettext_lazy("counted", "weapon", "weapons"),
}
UNITS = "units"


def noun(counted_in: str, amount: Decimal | None = None) -> str:
    """One weapon, two or 1.5 weapons; the plural without an amount. A word that is none of ours stays as it is."""
    if counted_in not in NOUNS:
        return gettext(counted_in) if counted_in else ""
    whole = amount is not None and amount == amount.to_integral_value()
    return NOUNS[counted_in] % (abs(int(amount or 0)) if whole else 2)
