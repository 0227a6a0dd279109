from babel import Locale
from django.utils.translation import get_language

# English for readers everywhere: "US$" rather than "$", and the day before the month.
LOCALES = {"en": "en_001"}


def locale() -> Locale:
    code = (get_language() or "en").split("-")[0]
    return Locale.parse(LOCALES.get(code, code))
