"""Lists to choose from, rendered once for all the fields of a page that offer them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from common.text.folding import fold_text


class Choice(NamedTuple):
    """A row to choose, by its code and label; a search finds it by other `words`, too."""

    code: str
    label: str
    row: Any
    words: str = ""


@dataclass(frozen=True)
class Listing:
    """Rows by code, in groups; the group with an empty name has no heading."""

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
    def _folded(self) -> list[tuple[str, str, Choice]]:
        return [(fold_text(choice.code), fold_text(choice.label), choice) for choice in self.choices]

    def named(self, text: str) -> list[Choice]:
        """The choice with that code or label; else those whose label has the text at the start of a word."""
        sought = fold_text(text)
        exact = [choice for code, label, choice in self._folded if sought in (code, label)]
        if exact:
            return exact[:1]
        return [choice for code, label, choice in self._folded if f" {sought}" in f" {label}"]

    @cached_property
    def _html(self) -> tuple[list[str], dict[str, tuple[int, Choice]]]:
        """The pieces of HTML (options and tags of groups), and for each code the index of its piece and its choice."""
        pieces: list[str] = []
        places: dict[str, tuple[int, Choice]] = {}
        for name, choices in self.groups:
            if name:
                pieces.append(format_html('<optgroup label="{}">', name))
            for choice in choices:
                places.setdefault(choice.code, (len(pieces), choice))
                pieces.append(_option(choice))
            if name:
                pieces.append("</optgroup>")
        return pieces, places

    def options(self, chosen: str) -> SafeString:
        """The options in HTML. A template for each would take most of the time of a page with many rows."""
        pieces, places = self._html
        if chosen in places:
            place, choice = places[chosen]
            pieces = [*pieces[:place], _option(choice, selected=True), *pieces[place + 1 :]]
        # Each piece was escaped by format_html.
        return mark_safe("".join(pieces))  # noqa: S308


def _option(choice: Choice, *, selected: bool = False) -> SafeString:
    words = format_html(' data-words="{}"', choice.words) if choice.words else ""
    chosen = " selected" if selected else ""
    return format_html('<option value="{}"{}{}>{}</option>', choice.code, words, chosen, choice.label)
