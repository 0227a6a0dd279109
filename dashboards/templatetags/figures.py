"""How figures, dates, markings and states look in the templates."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dashboards import formats
from measures.models import Dimension, Unit
from measures.models.unit import CANONICAL
from operations.models import Measured, Operation
from operations.views import effects

register = template.Library()

STATES = {
    "draft": ("circle-dashed", _("Draft")),
    "submitted": ("send", _("Submitted")),
    "returned": ("arrow-back-up", _("Returned")),
    "verified": ("circle-check", _("Verified")),
    "withdrawn": ("ban", _("Withdrawn")),
    "superseded": ("versions", _("Superseded")),
}
MESSAGE_ICONS = {"success": "circle-check", "warning": "alert-triangle", "error": "alert-circle"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """One outline of static/img/icons.svg; words beside it, or its button's label, say what it means."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("img/icons.svg"),
        name,
    )


@register.inclusion_tag("components/figure.html")
def figure(
    value: Decimal | None, unit: Unit | str, qualifier: str = "exact", counted_in: str = ""
) -> dict[str, Any]:
    """A headline figure: shortened, its qualifier spelled out, the exact value a hover and a copy away."""
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
        "exact": formats.with_unit(value, unit, counted_in),
        "copied": formats.plain(value),
    }


@register.filter
def grouped(many: int) -> str:
    """How many there are, in groups of digits: "17,169"."""
    return formats.number(Decimal(many))


@register.simple_tag
def amount(value: Decimal | None, unit: Unit | str, qualifier: str = "exact", counted_in: str = "") -> str:
    """A figure in running text or a table, with its qualifier and unit."""
    text = formats.figure(value, unit, qualifier, counted_in)
    return _hovered(text, formats.figure(value, unit, qualifier, counted_in, exact=True))


@register.simple_tag
def item_amount(record: Measured) -> str:
    """An item or outcome as it was reported."""
    return _hovered(formats.reported(record), formats.reported(record, exact=True))


def _hovered(text: str, exact: str) -> str:
    """With the exact amount as its title where it is rounded."""
    return text if text == exact else format_html('<span title="{}">{}</span>', exact, text)


@register.filter
def exact_number(value: Decimal | int | None) -> str:
    """A bare number, grouped; for columns whose heading names the unit."""
    return str(_("not stated")) if value is None else formats.number(Decimal(value))


@register.filter
def partial_date(value: object) -> str:
    """A date known to the day, month, quarter, year, as a range, or not at all."""
    return formats.partial_date("" if value is None else str(value))


@register.filter
def moment(at: datetime) -> str:
    """When something was done, to the minute, in UTC."""
    return formats.moment(at)


@register.filter
def period(operation: Operation) -> str:
    """When an operation ran, as precisely as it is known."""
    starts, ends = str(operation.starts), str(operation.ends)
    if starts == ends or not (starts and ends):
        return formats.partial_date(starts or ends)
    return f"{formats.partial_date(starts)} – {formats.partial_date(ends)}"


@register.filter
def leads(operation: Operation) -> list[str]:
    """The lead agencies, of participations that were prefetched."""
    return [
        str(each.agency) for each in operation.participations.all() if each.role == "lead" and each.agency
    ]


@register.filter
def canonical_unit(record: Measured) -> str:
    """The code of the unit that `canonical_quantity` is in."""
    return CANONICAL[Dimension(record.unit.dimension)] if record.unit else ""


@register.filter
def canonical_qualifier(record: Measured) -> str:
    """How `canonical_quantity` is qualified."""
    return effects.canonical_qualifier(record)


@register.filter
def details(item: Any) -> str:
    """What else is known of an item: its form, purity, calibre and so on."""
    parts = [
        item.description,
        item.form,
        item.purity is not None and _("purity %s %%") % formats.number(item.purity),
        item.laboratory_confirmed and _("confirmed by a laboratory"),
        item.calibre and _("calibre %s") % item.calibre,
        item.marked is not None and (_("marked") if item.marked else _("not marked")),
        item.trace_requested and _("trace requested"),
    ]
    return " · ".join(str(part) for part in parts if part)


@register.filter
def marking_chip(marking: str) -> SafeString:
    """The Traffic Light Protocol's label in its official colours."""
    colour = marking.removeprefix("TLP:").split("+")[0].lower()
    return format_html('<span class="tlp tlp-{}">{}</span>', colour, marking)


@register.filter
def state_badge(state: str) -> SafeString:
    name, label = STATES[state]
    return format_html('<span class="state state-{}">{}{}</span>', state, icon(name), label)


@register.filter
def message_icon(level: str) -> str:
    return MESSAGE_ICONS.get(level, "info-circle")
