"""Numbers and dates as words for a reader, in the active language. Only the shortened form of a number rounds."""

import datetime as dt
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal, localcontext

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal, get_currency_precision, get_currency_symbol
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from measures.models import Dimension, Unit
from operations.models import Measured, Stage
from seizures.models import Disposition

# English for readers everywhere: "US$" rather than "$", and the day before the month.
LOCALES = {"en": "en_001"}
DIGITS = 100
MILLION = Decimal(1_000_000)
# The units figures come in, beside the currencies (design, section 4).
SYMBOLS = {"KGM": "kg", "LTR": "L", "GRM": "g", "TNE": "t", "LBR": "lb", "ONZ": "oz", "MTR": "m", "P1": "%"}
COUNT = "C62"

# A shortened bound must stay true: "more than 4.56 million" of 4,567,890, never 4.57.
ROUNDING = {"at_least": ROUND_FLOOR, "at_most": ROUND_CEILING}


def locale() -> Locale:
    code = (get_language() or "en").split("-")[0]
    return Locale.parse(LOCALES.get(code, code))


def plain(value: Decimal) -> str:
    """The value as typed and copied: no grouping, no exponent, no trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(value: Decimal) -> str:
    """The exact value, grouped as the language does."""
    # The usual context would round to 28 digits.
    with localcontext(prec=DIGITS):
        return format_decimal(Decimal(plain(value)), locale=locale(), decimal_quantization=False)


def short(value: Decimal, qualifier: str = "exact") -> str:
    """The value in at most six digits: "17,185", "155 million"; a bound is rounded to its safe side."""
    rounding = ROUNDING.get(qualifier, ROUND_HALF_EVEN)
    if abs(value) < MILLION:
        return number(value.quantize(_step(value), rounding=rounding))
    # Babel rounds half to even, so the safe side is taken beforehand, at three leading digits or more.
    scale = Decimal(1000) ** (value.adjusted() // 3)
    return format_compact_decimal(
        int((value / scale).quantize(Decimal("0.01"), rounding=rounding) * scale),
        format_type="long",
        locale=locale(),
        fraction_digits=2,
    )


def _step(value: Decimal) -> Decimal:
    """Two decimals, or for what is smaller than one, three leading digits."""
    if not value or abs(value) >= 1:
        return Decimal("0.01")
    return Decimal(1).scaleb(value.adjusted() - 2)


def is_currency(unit: Unit | str) -> bool:
    """Of a bare code, as figures carry it: what is none of the canonical units is a currency (ISO 4217)."""
    if isinstance(unit, Unit):
        return unit.dimension == Dimension.MONEY
    return len(unit) == 3 and unit not in {*SYMBOLS, COUNT}


def unit_label(unit: Unit | str, noun: str) -> str:
    code = unit.code if isinstance(unit, Unit) else unit
    if code == COUNT or (noun and isinstance(unit, Unit) and _counts_one(unit)):
        return noun
    return SYMBOLS.get(code) or (unit.symbol or unit.name if isinstance(unit, Unit) else code)


def _counts_one(unit: Unit) -> bool:
    """A round, a plant: its measure names it better, and in the plural."""
    return unit.dimension == Dimension.COUNT and unit.factor == 1


def money(value: Decimal, currency: str) -> str:
    """The exact amount with its currency; whole amounts without their zeros."""
    if value == value.to_integral_value():
        return _beside_symbol(number(value), currency)
    digits = max(get_currency_precision(currency), -int(value.normalize().as_tuple().exponent))
    with localcontext(prec=DIGITS):
        return _beside_symbol(format_decimal(value, "#,##0." + "0" * digits, locale=locale()), currency)


def _beside_symbol(text: str, currency: str) -> str:
    """The currency's symbol on the side where the language puts it, apart from the number if it is a word."""
    symbol = get_currency_symbol(currency, locale=locale())
    pattern = locale().currency_formats["standard"]
    before, after = (part.replace("¤", symbol) for part in (pattern.prefix[0], pattern.suffix[0]))
    if before and symbol[-1].isalpha() and not before[-1].isspace():
        before += "\N{NO-BREAK SPACE}"
    return f"{before}{text}{after}"


def headline(value: Decimal, unit: Unit | str, qualifier: str) -> str:
    """The shortened number, with its currency if it is money; any other unit stands beside it."""
    if not is_currency(unit):
        return short(value, qualifier)
    if abs(value) < MILLION:
        return money(value, str(unit))
    return _beside_symbol(short(value, qualifier), str(unit))


def with_unit(value: Decimal, unit: Unit | str, noun: str = "") -> str:
    """The exact value with its unit. `noun` says what a count counts: "weapons", "rounds"."""
    if is_currency(unit):
        return money(value, str(unit))
    label = unit_label(unit, noun)
    return f"{number(value)}\N{NO-BREAK SPACE}{label}" if label else number(value)


def qualifier_phrase(qualifier: str) -> str:
    """The qualifier spelled out around "%s", which stands for the figure."""
    if qualifier == "at_least":
        return pgettext("a figure", "more than %s")
    if qualifier == "at_most":
        return pgettext("a figure", "nearly %s")
    if qualifier == "approximately":
        return pgettext("a figure", "about %s")
    return "%s"


def figure(value: Decimal | None, unit: Unit | str, qualifier: str = "exact", noun: str = "") -> str:
    """One whole figure in words, exact: "more than US$3,500,000", "not stated"."""
    if value is None:
        return _("not stated")
    return qualifier_phrase(qualifier) % with_unit(value, unit, noun)


def partial_date(text: str) -> str:
    """ "2009", "2009-Q3", "2009-07", "2009-07-14", "2008-10-01/2009-04-07" or "" (unknown), in words."""
    if not text:
        return _("date not stated")
    if "/" in text:
        first, last = (dt.date.fromisoformat(part) for part in text.split("/"))
        return format_interval(first, last, "yMMMd", locale=locale())
    if "Q" in text:
        year, quarter = text.split("-Q")
        return format_skeleton("yQQQ", dt.date(int(year), int(quarter) * 3 - 2, 1), locale=locale())
    match text.split("-"):
        case [year]:
            return year
        case [year, month]:
            return format_skeleton("yMMMM", dt.date(int(year), int(month), 1), locale=locale())
    return format_date(dt.date.fromisoformat(text), "long", locale=locale())


def moment(at: dt.datetime) -> str:
    return f"{format_skeleton('yMMMd', at, locale=locale())}, {at:%H:%M} UTC"


def what_is_missing(*, unquantified: int = 0, unvalued: int = 0, undated: int = 0) -> list[str]:
    """What a total does not hold, one short phrase each."""
    phrases = [
        (unquantified, ngettext("%d without a quantity", "%d without a quantity", unquantified)),
        (unvalued, ngettext("%d without a value", "%d without a value", unvalued)),
        (undated, ngettext("%d without a date", "%d without a date", undated)),
    ]
    return [phrase % count for count, phrase in phrases if count]


def reported(record: Measured) -> str:
    """An item or outcome as it was reported: its quantity, its amount of money, or both; "not stated" if neither."""
    parts = []
    if record.quantity is not None and record.unit:
        parts.append(with_unit(record.quantity, record.unit, record.measure.counted_in))
    if record.amount is not None and record.currency:
        parts.append(money(record.amount, record.currency.code))
    if not parts:
        return _("not stated")
    text = qualifier_phrase(record.qualifier) % parts[0]
    if len(parts) == 1:
        return text
    return pgettext("goods and their value", "%(goods)s, value %(value)s") % {
        "goods": text,
        "value": parts[1],
    }


def stage(code: str) -> str:
    """What was done with goods, in words."""
    return str({**dict(Stage.choices), **dict(Disposition.Stage.choices)}.get(code, code))
