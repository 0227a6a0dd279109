"""How what verifying a record changes looks in the templates."""

from functools import partial

from django import template
from django.utils.translation import gettext as _

from dashboards.words import labels
from measures import formats
from measures.templatetags.amounts import hovered
from records.pages.effects import Effect

register = template.Library()


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
    said = partial(formats.signed, effect.moved, figure.unit, effect.qualifier, counted_in)
    return hovered(said(), said(exact=True))
