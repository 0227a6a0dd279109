"""Template tags and filters for operations and markings."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from measures import formats
from operations.models import Operation

register = template.Library()


@register.filter
def period(operation: Operation) -> str:
    """The period of an operation, as precisely as it is known."""
    starts, ends = str(operation.starts), str(operation.ends)
    if starts == ends or not (starts and ends):
        return formats.partial_date(starts or ends)
    return f"{formats.partial_date(starts)} – {formats.partial_date(ends)}"


@register.filter
def leads(operation: Operation) -> list[str]:
    """The names of the lead agencies. The participations must be prefetched."""
    return [
        str(each.agency) for each in operation.participations.all() if each.role == "lead" and each.agency
    ]


@register.filter
def marking_chip(marking: str) -> SafeString:
    """The Traffic Light Protocol's label, in its official colours."""
    colour = marking.removeprefix("TLP:").split("+")[0].lower()
    return format_html('<span class="tlp tlp-{}">{}</span>', colour, marking)
