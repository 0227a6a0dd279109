"""Amounts of records, formatted for a reader."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from measures.formats import money, qualifier_phrase, rounded, with_unit
from operations.models import Measured


def reported(record: Measured, *, exact: bool = False) -> str:
    """The amount of an item or outcome as reported: quantity, money, or both; "not stated" if neither."""
    parts = []
    if record.quantity is not None and record.unit:
        parts.append(with_unit(record.quantity, record.unit, record.measure.counted_in))
    if record.amount is not None and record.currency:
        kind = "exact" if parts else record.qualifier
        amount = record.amount if exact else rounded(record.amount, record.currency, kind)
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
