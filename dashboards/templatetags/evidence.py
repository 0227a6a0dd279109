"""Template tags for amounts of evidence."""

from django import template

from dashboards.words.amounts import Amount
from measures.templatetags.amounts import amount

register = template.Library()


@register.simple_tag
def amount_of(known: Amount) -> str:
    """The amount with its qualifier and unit; the exact value as its title if it is rounded."""
    return amount(known.value, known.unit, known.qualifier, known.counted_in)
