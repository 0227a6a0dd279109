"""Numbers as a reader writes them. Decimals stay exact; only the shortened form rounds."""

from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from babel.numbers import format_compact_decimal

from common.text.language import locale
from common.text.numbers import PRECISION, number
from measures.formats.precision import ROUNDING

MILLION = Decimal(1_000_000)
# The last number with a name; what is larger is written in so many of it.
TRILLION = 10**12


def count_phrase(phrase: str, many: int) -> str:
    """A phrase about so many, where it has "%d": "17,169 records"."""
    return phrase.replace("%d", number(Decimal(many)))


def short(value: Decimal, qualifier: str = "exact") -> str:
    """The value in at most six digits: "17,185", "155 million"; a bound is rounded to its safe side."""
    rounding = ROUNDING.get(qualifier, ROUND_HALF_EVEN)
    if abs(value) < MILLION:
        return number(value.quantize(_step(value), rounding=rounding))
    if abs(value) >= 1000 * TRILLION:
        return _trillions(value, rounding)
    # Babel rounds half to even, so the safe side is taken beforehand, at three leading digits or more.
    scale = Decimal(1000) ** (value.adjusted() // 3)
    return _compact(int((value / scale).quantize(Decimal("0.01"), rounding=rounding) * scale))


def _compact(value: int) -> str:
    return format_compact_decimal(value, format_type="long", locale=locale(), fraction_digits=2)


def _trillions(value: Decimal, rounding: str) -> str:
    """Babel has the words, and does not group what stands before them."""
    with localcontext(prec=PRECISION):
        many = (value / TRILLION).quantize(Decimal(1), rounding=rounding)
    return _compact(2 * TRILLION).replace("2", number(many))


def _step(value: Decimal) -> Decimal:
    """Two decimals, or for what is smaller than one, three leading digits."""
    if not value or abs(value) >= 1:
        return Decimal("0.01")
    return Decimal(1).scaleb(value.adjusted() - 2)
