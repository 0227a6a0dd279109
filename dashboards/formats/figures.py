"""Figures in words: what they lack and how they are qualified said with them."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from dashboards.formats.amounts import money, shown, with_unit
from dashboards.formats.numbers import counted
from measures.models import Unit
from operations.models import Measured, Stage
from seizures.models import Disposition

MINUS = "\N{MINUS SIGN}"


def qualifier_phrase(qualifier: str) -> str:
    """The qualifier spelled out around "%s", which stands for the figure."""
    if qualifier == "at_least":
        return pgettext("a figure", "more than %s")
    if qualifier == "at_most":
        return pgettext("a figure", "nearly %s")
    if qualifier == "approximately":
        return pgettext("a figure", "about %s")
    return "%s"


def figure(
    value: Decimal | None,
    unit: Unit | str,
    qualifier: str = "exact",
    counted_in: str = "",
    *,
    exact: bool = False,
) -> str:
    """One whole figure in words: "more than US$3,500,000", "not stated"; `exact` has all decimals of money."""
    if value is None:
        return _("not stated")
    return qualifier_phrase(qualifier) % with_unit(
        value if exact else shown(value, unit, qualifier), unit, counted_in
    )


def signed(
    value: Decimal, unit: Unit | str, qualifier: str = "exact", counted_in: str = "", *, exact: bool = False
) -> str:
    """What is added or taken away: "+10 kg", "+ more than 10 kg", or with a minus sign."""
    sign = MINUS if value < 0 else "+"
    text = figure(value.copy_abs(), unit, qualifier, counted_in, exact=exact)
    return f"{sign}{text}" if qualifier == "exact" else f"{sign}\N{NO-BREAK SPACE}{text}"


def what_is_missing(*, unquantified: int = 0, unvalued: int = 0, undated: int = 0) -> list[str]:
    """What a total does not hold, one short phrase each."""
    phrases = [
        (unquantified, ngettext("%d without a quantity", "%d without a quantity", unquantified)),
        (unvalued, ngettext("%d without a value", "%d without a value", unvalued)),
        (undated, ngettext("%d without a date", "%d without a date", undated)),
    ]
    return [counted(phrase, many) for many, phrase in phrases if many]


def reported(record: Measured, *, exact: bool = False) -> str:
    """An item or outcome as it was reported: its quantity, its amount of money, or both; "not stated" if neither."""
    parts = []
    if record.quantity is not None and record.unit:
        parts.append(with_unit(record.quantity, record.unit, record.measure.counted_in))
    if record.amount is not None and record.currency:
        kind = "exact" if parts else record.qualifier
        amount = record.amount if exact else shown(record.amount, record.currency, kind)
        parts.append(money(amount, record.currency.code))
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
