"""The value tables of a mapping: what the words of a file stand for."""

import re
from collections.abc import Iterable
from functools import cache, cached_property
from typing import Any, Self

from django.utils.translation import gettext as _

from common.errors import REPEATED
from common.text.folding import fold_text
from imports.mapping.contract import Meaning, Table
from imports.mapping.errors import Unclear

ANY = "*"
NOTHING = Meaning(None)
REMEMBERED = 5_000
BETWEEN = re.compile(r"[;|\n]")


class WordTable:
    """The table of one target. Capitals, accents and blanks make no difference."""

    def __init__(self, table: Table, default: str | None = None) -> None:
        self.table, self.default = table, default
        self._known: dict[str, tuple[Meaning, bool]] = {}

    @classmethod
    def of(cls, words: Iterable[str]) -> Self:
        """A table of words that stand for nothing."""
        return cls(dict.fromkeys(words, NOTHING))

    def meaning(self, text: str) -> tuple[Meaning, bool]:
        """The meaning of the word, and whether only `*` matched it."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) > REMEMBERED:
                self._known.clear()
            known = self._known[text] = self._looked_up(text)
        return known

    def parts(self, text: str) -> list[str]:
        """The words of a cell that holds several; one word that has a comma itself is in the table."""
        whole = text or self.default or ""
        found: list[str] = []
        for part in BETWEEN.split(whole):
            found += [part] if self.lists(part) else part.split(",")
        return [part for each in found if (part := each.strip())]

    def each(self, text: str) -> list[str]:
        """What the words of a cell stand for, without those that stand for nothing."""
        meanings = (self.meaning(part)[0].value for part in self.parts(text))
        return [value for value in meanings if value]

    def lists(self, text: str) -> bool:
        """Whether the table has the word itself."""
        return text in self.table or fold_text(text) in self._folded

    def _looked_up(self, text: str) -> tuple[Meaning, bool]:
        found = self.table.get(text) or self._folded.get(fold_text(text))
        if found is not None:
            return found, False
        if not text:
            return Meaning(self.default), False
        if ANY in self.table:
            return self.table[ANY], True
        return Meaning(text), False

    @cached_property
    def _folded(self) -> Table:
        return {fold_text(word): meaning for word, meaning in self.table.items() if word != ANY}


def chosen(choices: Any, target: str, value: str) -> str:
    """The choice with that value or label. Raises Unclear if there is none."""
    if value in _values_of(choices):
        return value
    for each in choices.choices:
        if fold_text(value) in (fold_text(str(each[0])), fold_text(str(each[1]))):
            return str(each[0])
    raise Unclear(
        _("“%(value)s” is no %(target)s; there are %(all)s. Say in the mapping which it is.")
        % {"value": value[:REPEATED], "target": target, "all": ", ".join(choices.values)}
    )


@cache
def _values_of(choices: Any) -> frozenset[str]:
    return frozenset(str(value) for value in choices.values)
