"""How amounts of evidence are written."""

from django import template

from dashboards.words.amounts import Amount
from measures.templatetags.amounts import amount

register = template.Library()


@register.simple_tag
def amount_of(known: Amount) -> str:
    """With its qualifier and unit, and with the exact value as its title where it is rounded."""
    return amount(known.value, known.unit, known.qualifier, known.counted_in)
