"""Currencies: ISO 4217 as published (iso4217), and those withdrawn since, with their dates (Unicode CLDR)."""

import datetime
from collections.abc import Iterator
from functools import cache
from typing import Any

from babel import Locale
from babel.core import get_global
from iso4217 import raw_table

from measures.models import Dimension
from measures.reference.euro import EXCHANGED_TO

# Codes that mean a test and no currency at all.
NO_CURRENCY = {"XTS", "XXX"}
# A bare dollar sign would be taken for whichever dollar the reader has at home.
SYMBOLS = {"USD": "US$"}
# ISO 4217 has dropped it; the CLDR in use does not know yet.
WITHDRAWN_ON = {"BGN": datetime.date(2025, 12, 31)}
# Where the CLDR has no first day, or that of the code and not of the money.
BEGAN_ON = {
    "RUB": datetime.date(1998, 1, 1),
    "VED": datetime.date(2021, 10, 1),
    "ZWG": datetime.date(2024, 4, 5),
}


def rows() -> list[dict[str, Any]]:
    english = Locale("en")
    dates = _dates()
    current = {code: entry for code, entry in raw_table.items() if code and code not in NO_CURRENCY}
    withdrawn = {code for code, (_, end) in dates.items() if end and code not in current}
    return [
        {
            "code": code,
            "name": english.currencies.get(code) or current[code]["CcyNm"],
            "symbol": _symbol(english, code),
            "dimension": Dimension.MONEY.value,
            "factor": None,
            "nibrs_code": "",
            "method": "",
            "minor_units": minor_units(code),
            "valid_from": BEGAN_ON.get(code) or dates.get(code, (None, None))[0],
            "valid_to": dates[code][1] if code in withdrawn else None,
            "exchanged_to": EXCHANGED_TO.get(code),
        }
        for code in sorted(current.keys() | withdrawn)
    ]


def _dates() -> dict[str, tuple[datetime.date | None, datetime.date | None]]:
    """First and last day of each currency as legal tender anywhere; the last is None while it is in use."""
    found: dict[str, tuple[datetime.date | None, datetime.date | None]] = {}
    for code, start, end in _uses():
        first, last = found.get(code, (start, end))
        found[code] = (
            min(first, start) if first and start else first or start,
            max(last, end) if last and end else None,
        )
    return {code: (start, WITHDRAWN_ON.get(code, end)) for code, (start, end) in found.items()}


def _uses() -> Iterator[tuple[str, datetime.date | None, datetime.date | None]]:
    for uses in get_global("territory_currencies").values():
        for code, start, end, tender in uses:
            if tender:
                yield code, _date(start), _date(end)


def _date(parts: tuple[int, int, int] | None) -> datetime.date | None:
    return datetime.date(*parts) if parts else None


@cache
def minor_units(code: str) -> int | None:
    """Decimals of a currency; 2, as most have, for a code in no list, and None for metals and funds."""
    if code in raw_table:
        return _digits(str(raw_table[code]["CcyMnrUnts"]))
    return _old_digits(code)


def _digits(minor_units: str) -> int | None:
    """The decimals, parsed; None for metals and funds, which have no minor unit."""
    return int(minor_units) if minor_units.isdigit() else None


def _old_digits(code: str) -> int:
    fractions = get_global("currency_fractions")
    return int(fractions.get(code, fractions["DEFAULT"])[0])


def _symbol(english: Locale, code: str) -> str:
    return SYMBOLS.get(code) or str(english.currency_symbols.get(code, ""))
