"""Amounts as people type them: "1.2m", "3.5 t", "2 lb 4 oz", "€ 12 500", "> 50 kg", "about 3 tons".

A number alone is parsed by `read_number` (common/text/numbers.py) in the notation of the page's language. Words are
understood in every language of the product, whatever the page's: reports are copied from one language to another.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.decimals import plain
from common.errors import REPEATED
from common.text.numbers import DIGITS, MACHINE, check_length, read_number
from measures.models import Unit
from measures.words import (
    AND,
    APPROXIMATELY,
    AT_LEAST,
    AT_MOST,
    BETWEEN,
    MANY_CURRENCIES,
    SCALES,
    SIGNS,
    UNITS,
)

NO_AMOUNT = _("“%(text)s” is not understood as an amount. Write it like %(example)s.")
NO_UNIT = _("“%(word)s” is not a unit that fits here.")
WHICH_CURRENCY = _("“%(word)s” is a sign of several currencies. Write the code, such as USD.")
NO_RANGE = _("“%(text)s” begins with the higher number. Write the lower one first.")
UNLIKE = _("“%(text)s” adds up units that are not of one kind, or not the larger first.")

QUALIFIERS = [
    *((word, "at_least") for word in AT_LEAST),
    *((word, "at_most") for word in AT_MOST),
    *((word, "approximately") for word in APPROXIMATELY),
]
# What does not belong to a number alone.
BESIDE = re.compile(r"[^\d.,\s'\u2019+\u2212-]")
PART = re.compile(r"\s*(?P<number>[+\u2212-]?[\d.,][\d.,\s'\u2019]*)(?P<words>[^\d]*)")
# "10-12 kg", "between 10 and 12 kg", "EUR 1.2m - 1.5m".
BEFORE_TWO = re.compile(rf"^(?:{'|'.join(BETWEEN)})\b", re.IGNORECASE)
DIGITS_OF_ONE = r"\d[\d.,'\u2019]*(?: \d{3}[\d.,]*)*"
RANGE = re.compile(
    rf"(?P<before>[^\d.,+\u2212-]*)(?P<low>{DIGITS_OF_ONE})(?P<after>[^\d+\u2212\u2010-\u2015-]*?)"
    rf"(?: ?[\u2212\u2010-\u2015-] ?| (?:{'|'.join(AND)}) )(?P<high>{DIGITS_OF_ONE})(?P<last>[^\d]*)",
    re.IGNORECASE,
)
# Divides without rounding, or raises Inexact.
EXACTLY = Context(prec=2 * DIGITS, traps=[Inexact, InvalidOperation])


@dataclass(frozen=True)
class TypedAmount:
    """A number with what was typed beside it: its unit, its qualifier (operations.models.Qualifier), a range."""

    number: Decimal
    unit: Unit | None = None
    qualifier: str = ""
    # Of a range, the higher number.
    high: Decimal | None = None


def read_typed(text: str, units: Mapping[str, Unit], *, example: str) -> TypedAmount:
    """The amount that a person typed. `units` are those that fit, by code; an error names the `example`.

    Raises ValidationError with a sentence for what is not understood, and for what could be two things.
    """
    in_one_line = " ".join(unicodedata.normalize("NFKC", text).split())
    if found := RANGE.fullmatch(in_one_line):
        return _range(found, text, _words(units), example)
    if not BESIDE.search(text) or not re.search(r"\d", text) or MACHINE.fullmatch(text.strip()):
        return TypedAmount(read_number(text))
    qualifier, rest = _qualifier(in_one_line)
    known = _words(units)
    prefix = re.match(r"[^\d.,+\u2212-]*", rest)
    before = prefix[0].strip() if prefix else ""
    unit = _unit(before, known) if before else None
    parts = _parts(rest[len(prefix[0]) if prefix else 0 :], text, example)
    amounts = [_amount(number, words, known) for number, words in parts]
    if len(amounts) > 1:
        return TypedAmount(*_sum(amounts, text), qualifier)
    number, after = amounts[0]
    if unit and after:
        raise ValidationError(NO_AMOUNT, "invalid", {"text": text[:REPEATED], "example": example})
    return TypedAmount(number, unit or after, qualifier)


def _range(found: re.Match[str], text: str, known: Mapping[str, Unit], example: str) -> TypedAmount:
    """Two numbers of one unit, which may stand at either or before them; so may the scale of both."""
    before, first, second = (found[name].strip() for name in ("before", "after", "last"))
    before = BEFORE_TWO.sub("", before).strip()
    low, low_unit = _amount(found["low"], first or second, known)
    high, high_unit = _amount(found["high"], second or first, known)
    signs = {unit.pk or unit.code: unit for unit in (low_unit, high_unit) if unit}
    unit = _unit(before, known) if before else None
    if len(signs) > 1 or (unit and signs):
        raise ValidationError(NO_AMOUNT, "invalid", {"text": text[:REPEATED], "example": example})
    if low >= high:
        raise ValidationError(NO_RANGE, "invalid", {"text": text[:REPEATED]})
    return TypedAmount(low, unit or high_unit, "between", high)


def _qualifier(text: str) -> tuple[str, str]:
    """The qualifier that the text begins with, and the rest."""
    folded = text.casefold()
    for word, qualifier in QUALIFIERS:
        if folded.startswith(word) and (len(text) == len(word) or not (word[-1] + text[len(word)]).isalpha()):
            return qualifier, text[len(word) :].strip()
    return "", text


def _parts(text: str, typed: str, example: str) -> list[tuple[str, str]]:
    """Pairs of a number and the words after it."""
    parts, place = [], 0
    while found := PART.match(text, place):
        parts.append((found["number"].strip(), found["words"].strip()))
        place = found.end()
    if not parts or place != len(text):
        raise ValidationError(NO_AMOUNT, "invalid", {"text": typed[:REPEATED], "example": example})
    return parts


def _amount(digits: str, words: str, known: Mapping[str, Unit]) -> tuple[Decimal, Unit | None]:
    """The number and its unit. A scale ("million") comes first."""
    number, first, rest = read_number(digits), *_split(words)
    if first in SCALES:
        number, words = Decimal(plain(number * SCALES[first])), rest
        check_length(number)
    return number, _unit(words, known) if words else None


def _split(words: str) -> tuple[str, str]:
    first, _blank, rest = words.strip().partition(" ")
    return first.casefold().rstrip("."), rest.strip()


def _unit(word: str, known: Mapping[str, Unit]) -> Unit:
    """The unit of that code, symbol or name; a single dot ends an abbreviation."""
    folded = word.casefold().strip().removeprefix("de ").removeprefix("d'").removesuffix(".")
    if folded in MANY_CURRENCIES:
        raise ValidationError(WHICH_CURRENCY, "two_readings", {"word": word[:REPEATED]})
    if folded not in known:
        raise ValidationError(NO_UNIT, "invalid", {"word": word[:REPEATED]})
    return known[folded]


def _words(units: Mapping[str, Unit]) -> dict[str, Unit]:
    """The units by every word for them; words of two units are left out."""
    by_code = {code.casefold(): unit for code, unit in units.items()}
    named: dict[str, set[str]] = {}
    for code, unit in units.items():
        for word in (unit.symbol, unit.name, str(unit.localised), *SIGNS.get(code, ()), *UNITS.get(code, ())):
            if word and word.casefold() not in MANY_CURRENCIES:
                named.setdefault(word.casefold(), set()).add(code)
    return {word: units[codes.pop()] for word, codes in named.items() if len(codes) == 1} | by_code


def _sum(amounts: Sequence[tuple[Decimal, Unit | None]], text: str) -> tuple[Decimal, Unit]:
    """Several amounts of one kind, the larger unit first: in that unit without rounding, or else in the last."""
    total, last = Decimal(0), None
    refusal = ValidationError(UNLIKE, "unlike", {"text": text[:REPEATED]})
    for number, unit in amounts:
        if unit is None or unit.factor is None or (last and not _smaller(unit, last)):
            raise refusal
        total, last = total + number * unit.factor, unit
    first, final = amounts[0][1], amounts[-1][1]
    if not (first and first.factor and final and final.factor):
        raise refusal
    try:
        return Decimal(plain(EXACTLY.divide(total, first.factor))), first
    except Inexact:
        return Decimal(plain(total / final.factor)), final


def _smaller(unit: Unit, other: Unit) -> bool:
    return bool(
        unit.dimension == other.dimension and unit.factor and other.factor and unit.factor < other.factor
    )
