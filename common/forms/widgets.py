from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from common.forms.listing import Listing


class Select(forms.Select):
    """A select whose options come from a Listing."""

    listing = Listing("", ())
    blank: Any = ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attributes = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        options = self.listing.options(str(value or ""))
        return format_html(
            '<select{}><option value="">{}</option>{}</select>', flatatt(attributes), self.blank, options
        )


class Checks(forms.CheckboxSelectMultiple):
    """Boxes to tick under one name."""

    def __init__(self, name: Any) -> None:
        super().__init__(attrs={"class": "checks"})
        self.name = name

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        # The framework's template gives the group an id and a class, and no name.
        group = {"role": "group", "aria-label": str(self.name), "tabindex": "-1"}
        if wrong := (attrs or {}).get("aria-invalid"):
            group |= {"aria-invalid": wrong, "aria-describedby": f"{attrs['id']}_error"}
        boxes = super().render(name, value, attrs, renderer)
        return mark_safe(boxes.replace("<div", f"<div{flatatt(group)}", 1))  # noqa: S308

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        option["attrs"] = {"id": option["attrs"].get("id", ""), "class": "form-check-input"}
        if option["selected"]:
            option["attrs"]["checked"] = True
        return option


class SuggestInput(forms.TextInput):
    """Text with suggestions fetched while it is typed; without JavaScript it is plain text."""

    def __init__(self, address: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.address = reverse_lazy(address)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        suggestions = f"{(attrs or {}).get('id', name)}_suggestions"
        fetched = {
            "list": suggestions,
            "autocomplete": "off",
            "hx-get": str(self.address),
            "hx-trigger": "input changed delay:200ms",
            "hx-target": f"#{suggestions}",
            "hx-sync": "this:replace",
        }
        control = super().render(name, value, {**(attrs or {}), **fetched}, renderer)
        return format_html('{}<datalist id="{}"></datalist>', control, suggestions)
