"""Template tags and filters for seizures."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from measures import formats

register = template.Library()


@register.filter
def details(item: Any, inside: bool) -> str:
    """Other properties of an item: form, purity, calibre and so on; its description only if the reader is `inside`."""
    parts = [
        inside and item.description,
        item.form,
        item.purity is not None and _("purity %s %%") % formats.number(item.purity),
        item.laboratory_confirmed and _("confirmed by a laboratory"),
        item.calibre and _("calibre %s") % item.calibre,
        item.marked is not None and (_("marked") if item.marked else _("not marked")),
        item.trace_requested and _("trace requested"),
    ]
    return " · ".join(str(part) for part in parts if part)
