"""Lists to choose from: written out once for all the fields of a page that offer them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


class Choice(NamedTuple):
    code: str
    label: str
    row: Any


@dataclass(frozen=True)
class Listing:
    """Rows under their codes, in groups; a group without a name stands bare."""

    noun: str
    groups: Sequence[tuple[str, Sequence[Choice]]]

    @classmethod
    def flat(cls, noun: str, choices: Sequence[Choice]) -> "Listing":
        return cls(noun, [("", choices)])

    @cached_property
    def rows(self) -> dict[str, Any]:
        return {choice.code: choice.row for _name, choices in self.groups for choice in choices}

    @cached_property
    def choices(self) -> list[Choice]:
        return [choice for _name, choices in self.groups for choice in choices]

    @cached_property
    def _html(self) -> str:
        parts = []
        for name, choices in self.groups:
            options = format_html_join(
                "", '<option value="{}">{}</option>', (choice[:2] for choice in choices)
            )
            parts.append(
                format_html('<optgroup label="{}">{}</optgroup>', name, options) if name else options
            )
        return "".join(parts)

    def options(self, chosen: str) -> SafeString:
        """The options in HTML. Rendering each by template would take most of the time of a page with many rows."""
        value = f'value="{escape(chosen)}"'
        return mark_safe(self._html.replace(value, f"{value} selected", 1) if chosen else self._html)  # noqa: S308
