"""Template tags for the effects of verifying a record."""

from django import template

from dashboards.words.differences import Difference
from measures.templatetags.amounts import hovered

register = template.Library()


@register.simple_tag
def difference_amount(difference: Difference) -> str:
    """The difference with its sign; the exact amount on hover."""
    return hovered(difference.text, difference.exact)
