"""Numbers in the notation of the active language: parsed from what a person types, and formatted for a person.

Programs write a decimal point and no groups (`MACHINE`). Text that could mean two numbers is refused with a sentence
that names both.
"""

import re
from collections.abc import Iterator
from decimal import Decimal, localcontext

from babel.numbers import format_decimal, get_decimal_symbol
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.decimals import plain
from common.errors import REPEATED
from common.text.language import locale

# More than any report writes, and far less than what would make arithmetic or printing slow.
DIGITS = 40
PRECISION = 100
# Between groups of digits in any language: blanks of every width, and the Swiss apostrophes.
NEUTRAL = " \u00a0\u2009\u202f'\u2019"
MARKS = ".,"
MINUS = "\u2212-"
MACHINE = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
TWO_READINGS = gettext_lazy(
    "“%(text)s” can be read as %(one)s or as %(other)s. Write it again as the one that you mean."
)
ANOTHER_NOTATION = gettext_lazy("On this page “%(text)s” is written as %(right)s.")
NO_NUMBER = gettext_lazy("“%(text)s” is not a number. Write it in digits, such as %(example)s.")


def check_length(number: Decimal) -> None:
    """Raises ValidationError for more than `DIGITS` digits before or after the point, and for NaN and infinity."""
    if not number.is_finite():
        raise ValidationError(gettext_lazy("Enter a number."), code="invalid")
    if number.adjusted() >= DIGITS or int(number.as_tuple().exponent) < -DIGITS:
        raise ValidationError(
            gettext_lazy("At most %(digits)d digits before and after the point.") % {"digits": DIGITS},
            code="too_long",
        )


def read_number(text: str) -> Decimal:
    """The number that was typed. Raises ValidationError if it is none, or could be two."""
    number = _read(text.strip())
    check_length(number)
    return number


def _read(text: str) -> Decimal:
    ours = get_decimal_symbol(locale())
    number = _in_notation(text, ours)
    if number is not None and not _doubtful(text, ours):
        return number
    readings = {reading for mark in MARKS if (reading := _in_notation(text, mark)) is not None}
    raise _refusal(text, sorted(readings, reverse=True))


def _refusal(text: str, readings: list[Decimal]) -> ValidationError:
    shown = {"text": text[:REPEATED]}
    match readings:
        case [one, other]:
            named = {"one": format_number(one), "other": format_number(Decimal(plain(other)))}
            return ValidationError(TWO_READINGS, "two_readings", shown | named)
        case [right]:
            return ValidationError(
                ANOTHER_NOTATION, "another_notation", {**shown, "right": format_number(right)}
            )
    return ValidationError(NO_NUMBER, "invalid", {**shown, "example": format_number(Decimal("1234.5"))})


def _in_notation(text: str, decimal: str) -> Decimal | None:
    """The number, if `decimal` is the decimal mark and the other mark, or a blank, separates groups; else None."""
    groups = re.escape(MARKS.replace(decimal, "") + NEUTRAL)
    whole = rf"(?P<whole>[1-9]\d{{0,2}}(?P<group>[{groups}])\d{{3}}((?P=group)\d{{3}})*|\d*)"
    found = re.fullmatch(rf"(?P<sign>[+{MINUS}]?){whole}({re.escape(decimal)}(?P<part>\d*))?", text, re.ASCII)
    if found is None or not (found["whole"] or found["part"]):
        return None
    digits = re.sub(r"\D", "", found["whole"], flags=re.ASCII)
    sign = "-" if found["sign"] and found["sign"] in MINUS else ""
    return Decimal(f"{sign}{digits or 0}.{found['part']}" if found["part"] else f"{sign}{digits}")


def _doubtful(text: str, decimal: str) -> bool:
    """Whether the text is one to three digits, a mark and three digits ("1.200", "1,200"): a thousand or a decimal.

    With the language's own decimal mark it is a decimal, unless it ends in a zero: most thousands do, and a decimal
    is the same without it.
    """
    found = re.fullmatch(rf"[+{MINUS}]?[1-9]\d{{0,2}}([{MARKS}])\d\d(\d)", text, re.ASCII)
    return found is not None and (found[1] != decimal or found[2] == "0")


def format_number(value: Decimal) -> str:
    """The number as a person types it: all digits, no groups. `read_number` parses it back to the same value."""
    text = f"{value:f}".replace(".", get_decimal_symbol(locale()))
    return text[:-1] if _doubtful(text, get_decimal_symbol(locale())) and text.endswith("0") else text


def number(value: Decimal) -> str:
    """The exact value with the groups of the language."""
    # The usual context would round to 28 digits.
    with localcontext(prec=PRECISION):
        return format_decimal(Decimal(plain(value)), locale=locale(), decimal_quantization=False)


def number_in_words(value: Decimal) -> str:
    """The number with groups, and where that helps with words: "15,000 (15 thousand)", "1.2 (1 and a fraction)"."""
    size = value.copy_abs()
    whole = int(size)
    words = " ".join(_words(whole)) if whole >= 1000 else number(Decimal(whole))
    if size != whole:
        words = _("%(whole)s and a fraction") % {"whole": words} if whole else _("less than 1")
    return f"{number(value)} ({words})" if size != whole or whole >= 1000 else number(value)


def _words(whole: int) -> Iterator[str]:
    """The number in words, one group of three digits at a time, largest first: "3 million", "500 thousand", "12"."""
    named = locale().compact_decimal_formats["long"]
    for power in range(12, 0, -3):
        many, whole = divmod(whole, 10**power)
        if many:
            # A single thousand has a noun of its own in French, which other numbers cannot follow.
            forms = named["other" if power == 3 else locale().plural_form(many)]
            yield forms[str(10**power)].pattern.replace("0", number(Decimal(many)))
    if whole:
        yield number(Decimal(whole))
