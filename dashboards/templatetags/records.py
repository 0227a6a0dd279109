"""How the facts of a record, and what verifying it changes, are written."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dashboards import formats, labels
from operations.models import ReviewedRecord
from operations.versions import Fact
from operations.views.effects import Effect
from seizures.models import Disposition, Seizure

register = template.Library()


@register.simple_tag
def fact_value(fact: Fact) -> str:
    """A fact as its kind is written; "not stated" where nothing is known."""
    if not fact.known:
        return _("not stated")
    return WAYS.get(fact.kind, str)(fact.value)


def _item(item: Any) -> str:
    return pgettext("a measure and how much of it", "%(measure)s: %(amount)s") % {
        "measure": item.measure,
        "amount": formats.reported(item),
    }


def _records(records: list[Any]) -> str:
    return format_html_join(
        ", ", '<a href="{}">{}</a>', ((each.get_absolute_url(), each) for each in records)
    )


def _disposition(row: Any) -> str:
    """What became of an item; its unit and currency are the item's."""
    item, parts = row.item, []
    if row.quantity is not None:
        parts.append(formats.with_unit(row.quantity, item.unit, item.measure.counted_in))
    if row.amount is not None:
        parts.append(formats.money(formats.minor(row.amount, item.currency), item.currency.code))
    stage = Disposition.Stage(row.stage).label
    return f"{item.measure}: {stage} {', '.join(parts)} ({formats.partial_date(str(row.date))})"


WAYS: dict[str, Callable[[Any], str]] = {
    "date": lambda date: formats.partial_date(str(date)),
    "moment": formats.moment,
    "number": lambda number: formats.number(Decimal(number)),
    "yes": lambda yes: _("yes") if yes else _("no"),
    "item": _item,
    "amount": formats.reported,
    "disposition": _disposition,
    "link": lambda row: format_html('<a href="{}">{}</a>', row.get_absolute_url(), row),
    "records": _records,
}


@register.filter
def speaks(fact: Fact | None) -> bool:
    """Whether the words of the fact say already what it is about."""
    return fact is not None and fact.kind in ("item", "disposition")


@register.simple_tag
def effect_label(effect: Effect) -> str:
    return labels.label(effect.figure.measure, effect.figure.stage, effect.figure.unit)


@register.simple_tag
def effect_amount(effect: Effect) -> str:
    """By how much the figure moves, with its sign; a record without a number is one more that lacks it."""
    if not effect.moved and effect.records:
        return _("one more without an amount") if effect.records > 0 else _("one fewer without an amount")
    if not effect.moved:
        return _("no change of the amount")
    figure = effect.figure
    counted_in = figure.measure.counts if figure.unit == formats.COUNT else ""
    return formats.signed(effect.moved, figure.unit, effect.qualifier, counted_in)


@register.filter
def kind_code(record: ReviewedRecord) -> str:
    return str(record._meta.model_name)


@register.filter
def kind_of(record: ReviewedRecord) -> str:
    return capfirst(str(record._meta.verbose_name))


@register.filter
def is_seizure(record: ReviewedRecord) -> bool:
    return isinstance(record, Seizure)
