"""Parses cells that state an amount in more than one number: `10-12`, `10 to 12 kg`, `12.5 kg`."""

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from common.errors import REPEATED
from imports.mapping.errors import Unclear
from imports.mapping.named import Named
from imports.mapping.numbers import Numbers
from imports.mapping.words import WordTable

# The target of the higher number, of those of which a cell may state two.
HIGHER = {"quantity": "quantity_high", "amount": "amount_high"}
LONGEST = 80
WITH_UNIT = re.compile(r"(.*\d)\s*([^\W\d_][^\d]*)")
RANGE = re.compile(r"(.*?\d.*?)\s*(?:(?<!\d[eE])[-\u2010-\u2014]|\.\.+|\u2026|\bto\b)\s*(\D{0,5}\d.*)")


class Amounts:
    """A parser of the amounts of one mapping; `units` has its words for units."""

    def __init__(self, numbers: Numbers, units: WordTable | None, named: Named) -> None:
        self.numbers, self.units, self.named = numbers, units, named

    def read(
        self, target: str, text: str, stated: dict[str, Any], *, with_unit: bool = True
    ) -> dict[str, Any]:
        """The values of one cell. Raises Unclear; a unit that is `stated` beside the cell must be the same."""
        bare, unit = self._without_unit(text) if with_unit and target == "quantity" else (text, "")
        # What is longer is no amount, and would take the pattern long.
        found = RANGE.fullmatch(bare) if len(bare) <= LONGEST else None
        numbers = [self._number(target, part, stated) for part in (found.groups() if found else (bare,))]
        if numbers != sorted(set(numbers)) or (found and numbers[0] < 0):
            raise Unclear(_("“%(text)s” is not a number.") % {"text": text[:REPEATED]})
        values: dict[str, Any] = dict(zip((target, HIGHER[target]), numbers, strict=False))
        if not unit:
            return values
        if stated.get("unit", unit) != unit:
            words = {"text": text[:REPEATED], "unit": stated["unit"]}
            raise Unclear(_("“%(text)s” is not in %(unit)s.") % words)
        return {**values, "unit": unit}

    def _number(self, target: str, text: str, stated: dict[str, Any]) -> Decimal:
        return self.numbers.read(text, currency=stated.get("currency"), is_money=target == "amount")

    def _without_unit(self, text: str) -> tuple[str, str]:
        """The text without a unit after its numbers, and the unit's code."""
        found = WITH_UNIT.fullmatch(text.strip()) if len(text) <= LONGEST else None
        if found is None:
            return text, ""
        code = self._unit(found[2].strip().rstrip("."))
        return (found[1], code) if code else (text, "")

    def _unit(self, word: str) -> str:
        """The code of a unit by the mapping's word, or by its own code or symbol; empty if it is none."""
        if self.units and self.units.lists(word):
            meaning, _by_star = self.units.meaning(word)
            return meaning.value or "" if meaning.factor is None else ""
        return self.named.units.get(word, "")
