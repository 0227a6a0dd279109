"""Template tags and filters for facts of records and their state."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext

from common.templatetags.interface import icon
from measures import formats
from measures.formats.precision import CONVERTED, digits_of, significant
from measures.quantity import figure_quantity, figure_unit
from measures.templatetags.amounts import amount, hovered
from operations.models import Measured, ReviewedRecord
from operations.versions import Detail
from records.formats import reported

register = template.Library()

STATES = {
    "draft": ("circle-dashed", lazy("Draft")),
    "submitted": ("send", lazy("Submitted")),
    "returned": ("arrow-back-up", lazy("Returned")),
    "verified": ("circle-check", lazy("Verified")),
    "withdrawn": ("ban", lazy("Withdrawn")),
    "superseded": ("versions", lazy("Superseded")),
}


@register.filter
def state_badge(state: str) -> SafeString:
    name, label = STATES[state]
    return format_html('<span class="state state-{}">{}{}</span>', state, icon(name), label)


@register.simple_tag
def item_amount(record: Measured) -> str:
    """The amount of an item or outcome as reported."""
    return hovered(reported(record), reported(record, exact=True))


@register.simple_tag
def valued_amount(record: Measured, currency: str) -> str:
    """The value in the reporting currency."""
    assert record.value is not None
    if record.value_high is not None:
        return formats.between(record.value, record.value_high, currency)
    return amount(record.value, currency, record.qualifier)


@register.simple_tag
def converted_amount(record: Measured) -> str:
    """The quantity in the canonical unit, with no more digits than were reported."""
    assert record.canonical_quantity is not None
    assert record.quantity is not None
    assert record.unit
    unit, qualifier = figure_unit(record.unit, record.measure), record.converted_qualifier
    value = figure_quantity(record.quantity, record.unit, record.measure)
    assert value is not None
    converted = value
    if unit in CONVERTED:
        value = significant(value, qualifier, digits_of(record.quantity))
    counted_in = record.measure.counted_in
    if (high := figure_quantity(record.quantity_high, record.unit, record.measure)) is not None:
        shown, whole = (
            formats.between(value, high, unit, counted_in, exact=exact) for exact in (False, True)
        )
        return hovered(shown, whole)
    return hovered(
        formats.figure(value, unit, qualifier, counted_in),
        formats.figure(converted, unit, qualifier, counted_in, exact=True),
    )


@register.simple_tag
def fact_value(fact: Detail) -> str:
    """The value rendered by its kind; "not stated" if it is unknown."""
    if not fact.stated:
        return _("not stated")
    return RENDERERS.get(fact.kind, str)(fact.value)


def _item(item: Any) -> str:
    text = pgettext("a measure and how much of it", "%(measure)s: %(amount)s") % {
        "measure": item.measure,
        "amount": reported(item),
    }
    more = getattr(item, "properties", "")
    return f"{text} ({more})" if more else str(text)


def _records(records: list[Any]) -> str:
    return format_html_join(
        ", ", '<a href="{}">{}</a>', ((each.get_absolute_url(), each) for each in records)
    )


def _disposition(row: Any) -> str:
    return f"{row.item.measure}: {disposition_words(row)}"


def _stated(number: Decimal, high: Decimal | None, unit: Any, counted_in: str) -> str:
    if high is not None:
        return formats.between(number, high, unit, counted_in, exact=True)
    return formats.with_unit(formats.minor(number, unit) if unit.is_currency else number, unit, counted_in)


@register.simple_tag
def disposition_words(row: Any) -> str:
    """The stage of a disposition, its amount and its date."""
    item, parts = row.item, []
    if row.quantity is not None:
        parts.append(_stated(row.quantity, row.quantity_high, row.stated_unit, item.measure.counted_in))
    if row.amount is not None:
        parts.append(_stated(row.amount, row.amount_high, row.stated_currency, ""))
    amount = formats.qualifier_phrase(row.qualifier) % ", ".join(parts)
    kind = f", {row.get_forfeiture_display()}" if row.forfeiture else ""
    return f"{row.get_stage_display()} {amount} ({formats.partial_date(str(row.date))}{kind})"


RENDERERS: dict[str, Callable[[Any], str]] = {
    "date": lambda date: formats.partial_date(str(date)),
    "moment": formats.moment,
    "number": lambda number: formats.number(Decimal(number)),
    "yes": lambda yes: _("yes") if yes else _("no"),
    "item": _item,
    "disposition": _disposition,
    "records": _records,
}


@register.filter
def names_itself(fact: Detail | None) -> bool:
    """Whether the value names its subject itself, so that it needs no label."""
    return fact is not None and fact.kind in ("item", "disposition")


@register.filter
def kind_code(record: ReviewedRecord) -> str:
    return str(record._meta.model_name)


@register.simple_tag
def panel_url(record: ReviewedRecord) -> str:
    """The address of the record beside the queue of review."""
    return reverse(f"review-{record._meta.model_name}", args=[record.pk])


@register.filter
def kind_of(record: ReviewedRecord) -> str:
    return capfirst(str(record._meta.verbose_name))
