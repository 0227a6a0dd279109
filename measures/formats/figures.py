"""Figures in words, with their qualifier and with what they lack."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from common.text.numbers import number
from measures.formats.amounts import is_currency, known_digits, money, rounded, with_unit
from measures.formats.numbers import count_phrase
from measures.formats.reading import unit_to_read, value_to_read
from measures.models import Unit

MINUS = "\N{MINUS SIGN}"


def qualifier_phrase(qualifier: str) -> str:
    """The qualifier in words around "%s", which is the place of the figure."""
    if qualifier == "at_least":
        return pgettext("a figure", "more than %s")
    if qualifier == "at_most":
        return pgettext("a figure", "nearly %s")
    if qualifier == "approximately":
        return pgettext("a figure", "about %s")
    return "%s"


def between(
    low: Decimal, high: Decimal, unit: Unit | str, counted_in: str = "", *, exact: bool = False
) -> str:
    """A range in words: "between 10 and 12 kg". Its ends are rounded away from each other."""
    shown = unit_to_read(unit)
    whole = exact and shown == unit
    pairs = ((value_to_read(low, unit), "at_least"), (value_to_read(high, unit), "at_most"))
    ends = [known_digits(each, shown) if whole else rounded(each, shown, end) for each, end in pairs]
    first = money(ends[0], str(shown)) if is_currency(shown) else number(ends[0])
    words = {"low": first, "high": with_unit(ends[1], shown, counted_in)}
    text = pgettext("a figure", "between %(low)s and %(high)s") % words
    if not exact or whole:
        return text
    return _beside(text, f"{number(low)}–{with_unit(known_digits(high, unit), unit, counted_in)}")


def figure(
    value: Decimal | None,
    unit: Unit | str,
    qualifier: str = "exact",
    counted_in: str = "",
    *,
    exact: bool = False,
) -> str:
    """A figure in words: "more than US$3,500,000", "not stated". With `exact`, money has all its decimals."""
    if value is None:
        return _("not stated")
    phrase, shown = qualifier_phrase(qualifier), unit_to_read(unit)
    if exact and shown == unit:
        return phrase % with_unit(known_digits(value, unit), unit, counted_in)
    text = phrase % with_unit(rounded(value_to_read(value, unit), shown, qualifier), shown, counted_in)
    return _beside(text, with_unit(known_digits(value, unit), unit, counted_in)) if exact else text


def _beside(text: str, stored: str) -> str:
    """An amount in the unit that its reader chose, and as it is stored: "about 22 lb (10 kg)"."""
    return f"{text} ({stored})"


def signed(
    value: Decimal, unit: Unit | str, qualifier: str = "exact", counted_in: str = "", *, exact: bool = False
) -> str:
    """A difference in words: "+10 kg", "+ more than 10 kg", or with a minus sign."""
    sign = MINUS if value < 0 else "+"
    text = figure(value.copy_abs(), unit, qualifier, counted_in, exact=exact)
    return f"{sign}{text}" if qualifier == "exact" else f"{sign}\N{NO-BREAK SPACE}{text}"


def what_is_missing(
    *, unquantified: int = 0, unvalued: int = 0, undated: int = 0, unpriced: int = 0
) -> list[str]:
    """The parts that a total lacks, a short phrase each: "3 without a quantity"."""
    phrases = [
        (unquantified, ngettext("%d without a quantity", "%d without a quantity", unquantified)),
        (unvalued, ngettext("%d without a value", "%d without a value", unvalued)),
        (unpriced, ngettext("the worth of %d is not stated", "the worth of %d is not stated", unpriced)),
        (undated, ngettext("%d without a date", "%d without a date", undated)),
    ]
    return [count_phrase(phrase, many) for many, phrase in phrases if many]
