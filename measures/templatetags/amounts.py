"""Template tags and filters for amounts and dates."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html

from measures import formats
from measures.models import Unit

register = template.Library()


@register.inclusion_tag("components/figure.html")
def figure(
    value: Decimal | None, unit: Unit | str, qualifier: str = "exact", counted_in: str = ""
) -> dict[str, Any]:
    """A headline figure: shortened, with its qualifier in words and the exact value on hover and to copy."""
    if value is None:
        return {"value": None}
    before, after = formats.qualifier_phrase(qualifier).split("%s")
    return {
        "value": value,
        "before": before.strip(),
        "after": after.strip(),
        "number": formats.headline(value, unit, qualifier),
        "unit": ""
        if formats.is_currency(unit)
        else formats.unit_label(unit, counted_in, min(value, formats.MILLION)),
        "exact": formats.figure(value, unit, counted_in=counted_in, exact=True),
        "copied": formats.copied(value, unit),
    }


@register.filter
def grouped(many: int) -> str:
    """A number in groups of digits: "17,169"."""
    return formats.number(Decimal(many))


@register.filter
def grouped_or_none(many: Decimal | str | None) -> str:
    """The same, and a dash where nothing is known."""
    return "–" if many is None else formats.number(Decimal(many))


@register.simple_tag
def amount(value: Decimal | None, unit: Unit | str, qualifier: str = "exact", counted_in: str = "") -> str:
    """A figure in running text or in a table, with its qualifier and unit."""
    text = formats.figure(value, unit, qualifier, counted_in)
    return hovered(text, formats.figure(value, unit, qualifier, counted_in, exact=True))


def hovered(text: str, exact: str) -> str:
    """The text, with the exact amount as its title if the text is rounded."""
    return text if text == exact else format_html('<span title="{}">{}</span>', exact, text)


@register.filter
def partial_date(value: object) -> str:
    """A partial date in words: a day, month, quarter, year or range, or "date not stated"."""
    return formats.partial_date("" if value is None else str(value))


@register.filter
def moment(at: datetime) -> str:
    """An instant to the minute, in UTC."""
    return formats.moment(at)
