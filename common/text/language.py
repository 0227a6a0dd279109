"""The reader's language as Babel knows it."""

from babel import Locale
from django.utils.translation import get_language

from common.text.folding import fold_text

# English for readers everywhere: "US$" rather than "$", and the day before the month.
LOCALES = {"en": "en_001"}


def language() -> str:
    """The active language without its region, as names and catalogues are filed by it: "es"."""
    return (get_language() or "en").split("-")[0]


def locale() -> Locale:
    return Locale.parse(LOCALES.get(language(), language()))


def collated(text: str) -> tuple[str, str]:
    """What a list is sorted by: as a reader looks names up, "Égypte" among the others with an E."""
    return fold_text(text), text
