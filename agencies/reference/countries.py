"""Countries: ISO 3166-1 and 3166-3 (pycountry) with the names of Unicode CLDR (Babel), and our own territories."""

import datetime
from collections.abc import Iterator
from typing import Any

import pycountry
from babel import Locale

from agencies.models import Country
from agencies.reference.began import FIRST_DAY
from agencies.reference.withdrawn import NAMES as WITHDRAWN

LANGUAGES = ("en", "es", "fr", "pt")
Names = tuple[str, ...]

# Where CLDR's name is a compromise of typography or of its own: the names in ordinary use.
NAMES: dict[str, Names] = {
    "COD": (
        "Democratic Republic of the Congo",
        "República Democrática del Congo",
        "République démocratique du Congo",
        "República Democrática do Congo",
    ),
    "COG": ("Congo", "Congo", "Congo", "Congo"),
    "HKG": ("Hong Kong", "Hong Kong", "Hong Kong", "Hong Kong"),
    "MAC": ("Macao", "Macao", "Macao", "Macau"),
    "MMR": ("Myanmar", "Myanmar", "Myanmar", "Mianmar"),
    "PSE": ("Palestine", "Palestina", "Palestine", "Palestina"),
    "CPV": ("Cabo Verde", "Cabo Verde", "Cap-Vert", "Cabo Verde"),
}

# They report results under their own name and have no ISO 3166-1 code. XKX is of the range that ISO leaves to
# its users; the others are ISO 3166-2 codes of parts of the United Kingdom.
TERRITORIES: dict[str, Names] = {
    "XKX": ("Kosovo", "Kosovo", "Kosovo", "Kosovo"),
    "GB-EAW": (
        "United Kingdom (England and Wales)",
        "Reino Unido (Inglaterra y Gales)",
        "Royaume-Uni (Angleterre et pays de Galles)",
        "Reino Unido (Inglaterra e País de Gales)",
    ),
    "GB-SCT": (
        "United Kingdom (Scotland)",
        "Reino Unido (Escocia)",
        "Royaume-Uni (Écosse)",
        "Reino Unido (Escócia)",
    ),
    "GB-NIR": (
        "United Kingdom (Northern Ireland)",
        "Reino Unido (Irlanda del Norte)",
        "Royaume-Uni (Irlande du Nord)",
        "Reino Unido (Irlanda do Norte)",
    ),
}


def rows() -> Iterator[tuple[dict[str, Any], Names]]:
    """Each country with its names, in the order of `LANGUAGES`."""
    yield from _current()
    yield from _withdrawn()
    for code, names in TERRITORIES.items():
        yield _country(code, names, kind=Country.Kind.TERRITORY), names


def _current() -> Iterator[tuple[dict[str, Any], Names]]:
    locales = [Locale(language) for language in LANGUAGES]
    for entry in pycountry.countries:
        names = NAMES.get(entry.alpha_3) or tuple(_plain(locale, entry) for locale in locales)
        yield (
            _country(entry.alpha_3, names, alpha2=entry.alpha_2, alpha3=entry.alpha_3, numeric=entry.numeric),
            names,
        )


def _withdrawn() -> Iterator[tuple[dict[str, Any], Names]]:
    for entry in pycountry.historic_countries:
        # A code that a current country has now cannot name this one too: it goes by its four letters.
        reused = pycountry.countries.get(alpha_3=entry.alpha_3) is not None
        names = WITHDRAWN.get(entry.alpha_4) or (entry.name,) * len(LANGUAGES)
        yield (
            _country(
                f"{entry.alpha_4[:2]}-{entry.alpha_4[2:]}" if reused else entry.alpha_3,
                names,
                kind=Country.Kind.WITHDRAWN,
                alpha2=entry.alpha_2,
                alpha3=None if reused else entry.alpha_3,
                numeric=getattr(entry, "numeric", ""),
                valid_to=_last_day(entry.withdrawal_date),
            ),
            names,
        )


def _country(
    code: str,
    names: Names,
    *,
    kind: str = Country.Kind.CURRENT,
    alpha2: str | None = None,
    alpha3: str | None = None,
    numeric: str = "",
    valid_to: datetime.date | None = None,
) -> dict[str, Any]:
    return {
        "code": code,
        "name": names[0],
        "kind": str(kind),
        "alpha2": alpha2,
        "alpha3": alpha3,
        "numeric": numeric,
        "valid_from": FIRST_DAY.get(code),
        "valid_to": valid_to,
    }


def _plain(locale: Locale, entry: pycountry.db.Country) -> str:
    """CLDR's name without abbreviations (Saint for St.) and with one kind of apostrophe."""
    name = locale.territories.get(entry.alpha_2) or entry.name
    if locale.language == "en":
        name = name.replace("St. ", "Saint ").replace(" & ", " and ")
    return str(name).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def _last_day(withdrawn: str) -> datetime.date:
    """The day that ISO 3166-3 gives; for the oldest entries, which give a year, its last day."""
    return datetime.date.fromisoformat(withdrawn if "-" in withdrawn else f"{withdrawn}-12-31")
