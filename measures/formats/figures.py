"""Figures in words, with their qualifier and with what they lack."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from common.text.numbers import number
from measures.formats.amounts import is_currency, known_digits, money, rounded, with_unit
from measures.formats.numbers import count_phrase
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
    ends = [
        known_digits(each, unit) if exact else rounded(each, unit, end)
        for each, end in ((low, "at_least"), (high, "at_most"))
    ]
    first = money(ends[0], str(unit)) if is_currency(unit) else number(ends[0])
    words = {"low": first, "high": with_unit(ends[1], unit, counted_in)}
    return pgettext("a figure", "between %(low)s and %(high)s") % words


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
    return qualifier_phrase(qualifier) % with_unit(
        known_digits(value, unit) if exact else rounded(value, unit, qualifier), unit, counted_in
    )


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
