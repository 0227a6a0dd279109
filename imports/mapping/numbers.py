"""Parses numbers in files. A sign, a currency or a percentage is parsed or refused, never lost."""

import re
from decimal import Context, Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.errors import REPEATED
from common.text.numbers import DIGITS, check_length
from imports.mapping.digits import ARABIC_POINT, ARABIC_THOUSANDS, western
from imports.mapping.errors import Unclear

EXACT = Context(prec=4 * DIGITS)
BLANKS = " \u00a0\u2009\u202f"
MINUS = "-\u2212\u2012\u2013\u2014"
# Signs of money, and the currencies that they stand for; every country's dollar or peso has the same one.
SIGNS = {
    "€": {"EUR"}, "£": {"GBP", "EGP", "LBP", "SYP", "GIP", "FKP", "SHP"}, "¥": {"JPY", "CNY"}, "₹": {"INR"},
    "₽": {"RUB"}, "₺": {"TRY"}, "₩": {"KRW", "KPW"}, "₪": {"ILS"}, "₫": {"VND"}, "₴": {"UAH"}, "฿": {"THB"},
    "US$": {"USD"}, "R$": {"BRL"}, "$": set[str](),
}  # fmt: skip
# Signs of what may be a number, with all its marks.
LONGEST = 200
PLAIN = re.compile(r"(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)


class Numbers:
    """Parses numbers by the marks of one mapping; `decimal` is the decimal mark."""

    def __init__(self, decimal: str, thousands: str | None) -> None:
        marks = BLANKS if thousands in (None, *BLANKS) else re.escape(str(thousands)) + BLANKS
        point = re.escape(decimal)
        # Groups of two are those of lakh and crore.
        self.grouped = re.compile(
            rf"(\d{{1,3}}(?:([{marks}])\d{{2,3}}(?:\2\d{{2,3}})*)?)((?:{point})\d*)?", re.ASCII
        )
        self.decimal, self.thousands = decimal, thousands

    def read(self, text: str, *, currency: str | None = None, is_money: bool = False) -> Decimal:
        """The number. Raises Unclear for text that is none, or could be two."""
        # The patterns take as long as the square of a text.
        if len(text) > LONGEST:
            raise Unclear(self._refusal(text))
        bare, negative = _without_sign(self._western(text).strip(BLANKS))
        bare, sign = _without_currency(bare)
        if sign:
            _check_currency(text, sign, currency, is_money)
            bare, again = _without_sign(bare)
            negative = negative or again
        number = self._plain(bare)
        if number is None:
            number = self._in_groups(bare)
        if number is None:
            raise Unclear(self._refusal(text))
        return -number if negative else number

    def _western(self, text: str) -> str:
        if text.isascii():
            return text
        marked = text.replace(ARABIC_POINT, self.decimal).replace(ARABIC_THOUSANDS, self.thousands or " ")
        return western(marked)

    def _plain(self, text: str) -> Decimal | None:
        machine = text.replace(self.decimal, ".") if text.count(self.decimal) <= 1 else text
        if self.decimal != "." and "." in text:
            return None
        if not PLAIN.fullmatch(machine):
            return None
        return checked_number(Decimal(machine))

    def _in_groups(self, text: str) -> Decimal | None:
        found = self.grouped.fullmatch(text)
        if found is None or not found[2] or not _ends_in_three(found[1], found[2]):
            return None
        return self._plain(found[1].replace(found[2], "") + (found[3] or ""))

    def _refusal(self, text: str) -> str:
        text = text[:LONGEST]
        shown = {"text": text[:REPEATED], "decimal": self.decimal}
        if "%" in text:
            return _("“%(text)s” is a percentage, and an amount is wanted.") % shown
        if re.search(r"\d[.,'\u2019]\d", text) and self.thousands is None:
            return (
                _(
                    "“%(text)s” is not a number whose decimals begin with “%(decimal)s”."
                    " If thousands are set apart, state by which mark in the mapping."
                )
                % shown
            )
        return _("“%(text)s” is not a number.") % shown


def checked_number(number: Decimal) -> Decimal:
    """The number itself. Raises Unclear for infinity, for what is no number, and for one of too many digits."""
    if not number.is_finite():
        raise Unclear(_("“%(text)s” is not a number.") % {"text": number})
    try:
        check_length(number)
    except ValidationError as error:
        raise Unclear(" ".join(error.messages)) from None
    return number


def whole_number(target: str, number: Decimal, value: str) -> int | None:
    """The number of events, or of metres; None for nothing. Raises Unclear."""
    if number != number.to_integral_value() or number < 0:
        if target == "events":
            raise Unclear(_("“%(value)s” is not a number of events.") % {"value": value})
        raise Unclear(_("“%(value)s” is not a number of whole metres.") % {"value": value})
    # None happened, or nobody counted: either way it is not stated.
    return int(number) or None


def multiplied(number: Decimal, factor: Decimal) -> Decimal:
    """The product without rounding, and without an exponent that the number did not have."""
    product = EXACT.multiply(number, factor)
    return (
        product.quantize(Decimal(1), context=EXACT)
        if product == product.to_integral_value()
        else product.normalize(EXACT)
    )


def _without_sign(text: str) -> tuple[str, bool]:
    """The text without its sign: a minus of any kind before or after the number, or brackets, as in bookkeeping."""
    if text[:1] == "(" and text[-1:] == ")":
        return text[1:-1].strip(BLANKS), True
    if text[:1] and text[0] in MINUS:
        return text[1:].strip(BLANKS), True
    if len(text) > 1 and text[-1] in MINUS:
        return text[:-1].strip(BLANKS), True
    return (text[1:].strip(BLANKS) if text[:1] == "+" else text), False


def _without_currency(text: str) -> tuple[str, str]:
    for sign in sorted(SIGNS, key=len, reverse=True):
        if text.startswith(sign) or text.endswith(sign):
            return text.removeprefix(sign).removesuffix(sign).strip(BLANKS), sign
    code = re.fullmatch(r"(?:([A-Z]{3})\s?(?=[\d(.-])(.*)|(.*?\d\)?)\s?([A-Z]{3}))", text, re.ASCII)
    if code:
        return (code[2] or code[3] or "").strip(BLANKS), code[1] or code[4]
    return text, ""


def _check_currency(text: str, sign: str, currency: str | None, is_money: bool) -> None:
    shown = {"text": text[:REPEATED], "currency": currency or ""}
    if not is_money:
        raise Unclear(_("“%(text)s” is an amount of money, and a quantity is wanted.") % shown)
    if not currency:
        raise Unclear(
            _("The currency of “%(text)s” is not stated: map a column to it, or give a default.") % shown
        )
    if currency not in (SIGNS.get(sign, {sign}) or {currency}):
        raise Unclear(_("“%(text)s” is not in %(currency)s.") % shown)


def _ends_in_three(whole: str, mark: str) -> bool:
    return len(whole.rsplit(mark, 1)[-1]) == 3
