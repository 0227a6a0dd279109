"""Template tags for amounts of evidence."""

from django import template

from dashboards.words.amounts import Amount
from measures import formats
from measures.templatetags.amounts import amount, hovered

register = template.Library()


@register.simple_tag
def amount_of(known: Amount) -> str:
    """The amount with its qualifier and unit; the exact value as its title if it is rounded."""
    if known.low is not None and known.high is not None:
        ends = known.low, known.high, known.unit, known.counted_in
        return hovered(formats.between(*ends), formats.between(*ends, exact=True))
    return amount(known.value, known.unit, known.qualifier, known.counted_in)
