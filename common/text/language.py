"""The active language, as Babel knows it."""

from babel import Locale
from django.utils.translation import get_language

from common.text.folding import fold_text

# English for readers everywhere: "US$" rather than "$", and the day before the month.
LOCALES = {"en": "en_001"}


def language() -> str:
    """The active language without its region, such as "es": names and catalogues are filed under it."""
    return (get_language() or "en").split("-")[0]


def locale() -> Locale:
    return Locale.parse(LOCALES.get(language(), language()))


def collated(text: str) -> tuple[str, str]:
    """A sort key without accents and capitals: "Égypte" stands among the names with an E."""
    return fold_text(text), text
