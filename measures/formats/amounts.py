"""Amounts with their units: exact, and shortened for headlines."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

from babel.numbers import format_decimal, get_currency_precision, get_currency_symbol

from common.decimals import plain
from common.text.language import locale
from common.text.numbers import PRECISION, number
from measures.formats.numbers import MILLION, short
from measures.formats.precision import CONVERTED, READ, ROUNDING, significant
from measures.formats.reading import unit_to_read, value_to_read
from measures.models import Dimension, Unit
from measures.nouns import NAMED, SEVERAL, noun, unit_noun
from measures.reference.currencies import minor_units

# The units figures come in, beside the currencies (design, section 4).
SYMBOLS = {
    "KGM": "kg",
    "LTR": "L",
    "MTQ": "m³",
    "GRM": "g",
    "TNE": "t",
    "LBR": "lb",
    "ONZ": "oz",
    "MTR": "m",
    "P1": "%",
}
COUNT = "C62"
# Of the digits that a division leaves, these are right in a sum of any size; a tie, or a bound, is seen in them.
CERTAIN = Decimal(1).scaleb(-10)
# More decimals than anybody reports of money: they come of a division.
LONGEST = 6


def is_currency(unit: Unit | str) -> bool:
    """Whether the unit is money. A bare code is a currency (ISO 4217) unless it is one of the units of figures."""
    if isinstance(unit, Unit):
        return unit.dimension == Dimension.MONEY
    return len(unit) == 3 and unit not in {*SYMBOLS, COUNT, *NAMED, *SEVERAL}


def unit_label(unit: Unit | str, counted_in: str, value: Decimal | None = None) -> str:
    """The word or symbol after the number that is shown: "kg", "weapons", or "weapon" for one."""
    return _label(unit_to_read(unit), counted_in, value)


def _label(unit: Unit | str, counted_in: str, value: Decimal | None) -> str:
    code = unit.code if isinstance(unit, Unit) else unit
    if code == COUNT or (counted_in and isinstance(unit, Unit) and _counts_one(unit)):
        return noun(counted_in, value)
    if label := SYMBOLS.get(code) or unit_noun(code, counted_in, value):
        return label
    return unit.symbol or unit.localised if isinstance(unit, Unit) else code


def _counts_one(unit: Unit) -> bool:
    """Whether the unit counts single things (a round, a plant). The noun of the measure is then the better label."""
    return unit.dimension == Dimension.COUNT and unit.factor == 1


def money(value: Decimal, currency: str) -> str:
    """The exact amount with its currency; whole amounts without decimals."""
    if value == value.to_integral_value():
        return _beside_symbol(number(value), currency)
    digits = max(get_currency_precision(currency), -int(value.normalize().as_tuple().exponent))
    with localcontext(prec=PRECISION):
        return _beside_symbol(format_decimal(value, "#,##0." + "0" * digits, locale=locale()), currency)


def minor(value: Decimal, currency: Unit | str, qualifier: str = "exact") -> Decimal:
    """An amount of money rounded to the currency's minor unit (cents); an amount below one of them to two digits.

    At least is rounded down and at most up. Precious metals have no minor unit and are not rounded.
    """
    digits = currency.minor_units if isinstance(currency, Unit) else minor_units(currency)
    if digits is None:
        return value
    with localcontext(prec=PRECISION):
        value = value.quantize(CERTAIN, ROUND_HALF_UP) if _decimals(value) > -CERTAIN.adjusted() else value
        rounded = value.quantize(Decimal(1).scaleb(-digits), ROUNDING.get(qualifier, ROUND_HALF_UP))
        return rounded or value.quantize(Decimal(1).scaleb(min(value.adjusted(), -digits) - 1), ROUND_HALF_UP)


def known_digits(value: Decimal, unit: Unit | str) -> Decimal:
    """The value with all its digits; money with more than LONGEST decimals, which come of a rate, in minor units."""
    return minor(value, unit) if is_currency(unit) and _decimals(value) > LONGEST else value


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def rounded(value: Decimal, unit: Unit | str, qualifier: str = "exact") -> Decimal:
    """The value as it is shown.

    A `Unit` marks a stated amount, which keeps its digits; a code marks a computed figure.
    """
    if is_currency(unit):
        about = qualifier == "approximately" and not isinstance(unit, Unit)
        return significant(value, qualifier) if about else minor(value, unit, qualifier)
    return significant(value, qualifier) if unit in CONVERTED or unit in READ else value


def _beside_symbol(text: str, currency: str) -> str:
    """The number with the currency's symbol, on the language's side of it; a symbol of letters gets a space."""
    symbol = get_currency_symbol(currency, locale=locale())
    pattern = locale().currency_formats["standard"]
    before, after = (part.replace("¤", symbol) for part in (pattern.prefix[0], pattern.suffix[0]))
    if before and symbol[-1].isalpha() and not before[-1].isspace():
        before += "\N{NO-BREAK SPACE}"
    return f"{before}{text}{after}"


def headline(value: Decimal, unit: Unit | str, qualifier: str) -> str:
    """The shortened number, with the currency if it is money; the template adds any other unit."""
    value, unit = value_to_read(value, unit), unit_to_read(unit)
    value = rounded(value, unit, qualifier)
    if not is_currency(unit):
        return short(value, qualifier)
    if abs(value) < MILLION:
        return money(value, str(unit))
    return _beside_symbol(short(value, qualifier), str(unit))


def with_unit(value: Decimal, unit: Unit | str, counted_in: str = "") -> str:
    """The exact value with its unit. `counted_in` is the noun of a count, in the plural: "weapons", "rounds"."""
    if is_currency(unit):
        return money(value, str(unit))
    label = _label(unit, counted_in, value)
    return f"{number(value)}\N{NO-BREAK SPACE}{label}" if label else number(value)


def copied(value: Decimal, unit: Unit | str) -> str:
    """The number for a program or another page, in the unit that is shown."""
    shown = unit_to_read(unit)
    if shown == unit:
        return plain(known_digits(value, unit))
    return plain(rounded(value_to_read(value, unit), shown))
