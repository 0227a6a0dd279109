"""Template tags for icons, and for the fields of a form in the classes of the design."""

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

# Columns of twelve that a field takes; what is not named takes four.
SPANS = {
    "quantity": 2, "unit": 3, "qualifier": 3, "amount": 3, "currency": 2, "description": 5, "purity": 2, "form": 2,
    "weight": 3, "estimated": 2, "provisional": 2, "cites_appendix": 3,
    "calibre": 2, "laboratory_confirmed": 3, "marked": 2, "trace_requested": 3, "text": 8, "note": 12, "readers": 12,
    "statement": 12, "location": 8,
    "threats": 12, "conveyances": 12, "concealments": 12, "objectives": 12, "legal_bases": 12, "findings": 12,
}  # fmt: skip


@register.filter
def span(field: Any) -> str:
    return f"span-{SPANS.get(field.name, 4)}"


@register.inclusion_tag("components/fields.html")
def fieldset(form: Any, names: str = "") -> dict[str, Any]:
    """The named fields that the form has, in that order; without names, all visible ones."""
    wanted = [name for name in names.split() if name in form.fields] or [
        field.name for field in form.visible_fields()
    ]
    return {"fields": [form[name] for name in wanted if name != "DELETE"]}


# The design's class of a control; groups of boxes bring their own.
CLASSES = {
    "checkbox": "form-check-input",
    "select": "form-select",
    "selectmultiple": "form-select",
    "checks": "",
}


@register.filter
def control(field: Any) -> SafeString:
    """The control of a form field, in the class of the design; Django links help and errors to it."""
    own = field.field.widget.attrs.get("class", "")
    widget: SafeString = field.as_widget(
        attrs={"class": f"{CLASSES.get(field.widget_type, 'form-control')} {own}".strip()}
    )
    return widget


@register.filter
def cell(field: Any) -> SafeString:
    """The control of a form field in a table, whose heading is not its label: it has its name from an attribute."""
    own = field.field.widget.attrs.get("class", "")
    widget: SafeString = field.as_widget(
        attrs={
            "class": f"{CLASSES.get(field.widget_type, 'form-control')} {own}".strip(),
            "aria-label": str(field.label).capitalize(),
        }
    )
    return widget


MESSAGE_ICONS = {"success": "circle-check", "warning": "alert-triangle", "error": "alert-circle"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of static/img/icons.svg; its meaning is in the words beside it or in its button's label."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("img/icons.svg"),
        name,
    )


@register.filter
def message_icon(level: str) -> str:
    return MESSAGE_ICONS.get(level, "info-circle")
