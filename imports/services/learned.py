"""Guesses for a new mapping: what headings and words stood for in the agency's earlier ones, and what is alike."""

import difflib
from collections.abc import Mapping
from functools import cached_property

from agencies.models import Agency
from common.text.folding import fold_text
from imports.models import SavedMapping

# Mappings that are looked through, the newest first; and names that are offered for one word.
LOOKED_THROUGH, OFFERED, LIKELY = 100, 3, 0.6


class Learned:
    """The targets and meanings in the agency's saved mappings. None is used before a person has seen it."""

    def __init__(self, agency: Agency | None) -> None:
        self.agency = agency

    @cached_property
    def _saved(self) -> list[dict[str, dict[str, object]]]:
        rows = SavedMapping.objects.of(self.agency).order_by("created_at", "pk")
        return list(rows.values_list("content", flat=True)[:LOOKED_THROUGH])

    @cached_property
    def targets(self) -> dict[str, str]:
        """The target of each heading, as the newest mapping has it."""
        return {
            fold_text(heading): target
            for content in self._saved
            for heading, target in content.get("columns", {}).items()
            if isinstance(target, str)
        }

    @cached_property
    def meanings(self) -> dict[tuple[str, str], str]:
        """What a word of a target stood for."""
        return {
            (target, fold_text(word)): meaning
            for content in self._saved
            for target, table in content.get("values", {}).items()
            if isinstance(table, dict)
            for word, meaning in table.items()
            if isinstance(meaning, str)
        }


def alike(word: str, known: Mapping[str, str]) -> list[str]:
    """Codes whose folded name is much like the word, the likeliest first."""
    names = difflib.get_close_matches(fold_text(word), list(known), n=OFFERED, cutoff=LIKELY)
    return list(dict.fromkeys(known[name] for name in names))
