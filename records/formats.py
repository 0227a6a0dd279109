"""Amounts of records, formatted for a reader."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from measures.formats import between, money, qualifier_phrase, rounded, with_unit
from operations.models import Measured


def reported(record: Measured, *, exact: bool = False) -> str:
    """The amount of an item or outcome as reported: quantity, money, or both; "not stated" if neither."""
    parts = [part for part in (_goods(record), _money(record, exact=exact)) if part]
    if not parts:
        return _("not stated")
    if len(parts) == 1:
        return parts[0]
    return pgettext("goods and their value", "%(goods)s, value %(value)s") % {
        "goods": parts[0],
        "value": parts[1],
    }


def _goods(record: Measured) -> str:
    if record.quantity is None or not record.unit:
        return ""
    counted_in = record.measure.counted_in
    if record.quantity_high is not None:
        return between(record.quantity, record.quantity_high, record.unit, counted_in, exact=True)
    return qualifier_phrase(record.qualifier) % with_unit(record.quantity, record.unit, counted_in)


def _money(record: Measured, *, exact: bool) -> str:
    """The amount, with the qualifier if there is no quantity that has it."""
    if record.amount is None or not record.currency:
        return ""
    if record.amount_high is not None:
        return between(record.amount, record.amount_high, record.currency, exact=exact)
    kind = "exact" if record.quantity is not None and record.unit else record.qualifier
    amount = record.amount if exact else rounded(record.amount, record.currency, kind)
    return qualifier_phrase(kind) % money(amount, record.currency.code)
