from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.urls import reverse_lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

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
    """Checkboxes under one name."""

    def __init__(self, name: Any) -> None:
        super().__init__(attrs={"class": "checks"})
        self.name = name

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The HTML of Django's template, with an id and a class of the group, plus a name and a role."""
        own = self.build_attrs(self.attrs, attrs)
        group = {"role": "group", "aria-label": str(self.name), "tabindex": "-1"}
        group |= {key: own[key] for key in ("id", "class") if own.get(key)}
        if wrong := own.get("aria-invalid"):
            group |= {"aria-invalid": wrong, "aria-describedby": f"{own['id']}_error"}
        boxes = format_html_join("", "<div>{}</div>", ((box,) for box in self._boxes(name, value, attrs)))
        return format_html("<div{}>{}</div>", flatatt(group), boxes)

    def _boxes(self, name: str, value: Any, attrs: Any) -> Iterator[SafeString]:
        for option in self.options(name, self.format_value(value), attrs):
            shown = {"type": "checkbox", "name": name, "value": option["value"], **option["attrs"]}
            yield format_html(
                '<label for="{}"><input{}> {}</label>', option["attrs"]["id"], flatatt(shown), option["label"]
            )

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
