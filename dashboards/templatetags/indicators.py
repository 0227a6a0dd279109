"""Template tags that draw indicators."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from measures import formats
from operations.models import Indicator

register = template.Library()
SVG = (
    '<svg class="before-after" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
    '<rect class="bar-before" width="{}" height="6"></rect><rect class="bar-after" y="8" width="{}" height="6"></rect>'
    "</svg>"
)


@register.simple_tag
def before_after(indicator: Indicator) -> SafeString | str:
    """Two bars, as long as the values before and after are; empty where one is missing or below zero."""
    before, after = indicator.before, indicator.after
    if before is None or after is None or min(before, after) < 0 or not max(before, after):
        return ""
    most = max(before, after)
    return format_html(SVG, *(f"{100 * value / most:.1f}" for value in (before, after)))


@register.simple_tag
def change_between(indicator: Indicator) -> str:
    """The change in per cent of the value before; empty where there is none."""
    before: Any = indicator.before
    if before is None or indicator.after is None or before <= 0:
        return ""
    change = (100 * (indicator.after - before) / before).quantize(Decimal(1))
    if not change:
        return _("unchanged")
    sign = "+" if change > 0 else "\N{MINUS SIGN}"
    return _("%(sign)s%(share)s %%") % {"sign": sign, "share": formats.number(abs(change))}
