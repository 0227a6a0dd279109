"""Template tags and filters for seizures."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def details(item: Any, inside: bool) -> str:
    """Other properties of an item: form, purity, calibre and so on; its description only if the reader is `inside`."""
    parts = [item.description if inside else "", item.properties]
    return " · ".join(part for part in parts if part)
