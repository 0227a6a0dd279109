"""How what verifying a record changes looks in the templates."""

from django import template

from dashboards.words.differences import Difference
from measures.templatetags.amounts import hovered

register = template.Library()


@register.simple_tag
def difference_amount(difference: Difference) -> str:
    """By how much the total moves, with its sign; exactly where it is hovered."""
    return hovered(difference.text, difference.exact)
