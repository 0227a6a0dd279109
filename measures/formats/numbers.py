"""Numbers in the notation of the reader. Decimals stay exact; only shortened numbers are rounded."""

from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from babel.numbers import format_compact_decimal

from common.text.language import locale
from common.text.numbers import PRECISION, number
from measures.formats.precision import ROUNDING

MILLION = Decimal(1_000_000)
# The last number with a name; what is larger is written in so many of it.
TRILLION = 10**12


def count_phrase(phrase: str, many: int) -> str:
    """The phrase with "%d" replaced by the number, in groups of digits: "17,169 records"."""
    return phrase.replace("%d", number(Decimal(many)))


def short(value: Decimal, qualifier: str = "exact") -> str:
    """The value in at most six digits: "17,185", "155 million". At least is rounded down, at most up."""
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
    """A number of trillions, with its digits in groups: `format_compact_decimal` does not group them."""
    with localcontext(prec=PRECISION):
        many = (value / TRILLION).quantize(Decimal(1), rounding=rounding)
    pattern: str = locale().compact_decimal_formats["long"]["other"][str(TRILLION)].pattern
    return pattern.replace("0", number(many))


def _step(value: Decimal) -> Decimal:
    """The last digit to show: two decimals, or three leading digits for a value below one."""
    if not value or abs(value) >= 1:
        return Decimal("0.01")
    return Decimal(1).scaleb(value.adjusted() - 2)
