"""The changes that verifying a record makes in totals, rendered for its page."""

from dataclasses import dataclass
from typing import Any

from dashboards.record.moves import NOTHING, RecordVersion, record_moves
from dashboards.words.differences import Difference, difference
from dashboards.words.labels import Measures
from figures.changes.moved import Moved
from figures.effects import Contribution, effects


@dataclass(frozen=True)
class MovedTotal:
    """A contribution to a total before and after, and the difference."""

    moved: Moved
    words: Difference


def effects_of_new(added: Contribution, instead_of: Contribution = NOTHING) -> dict[str, Any]:
    """The totals that the record adds to; a report of a series takes the place of the one before it."""
    return {"effects": _in_words(effects(instead_of, added)), "moves": []}


def effects_of_amendment(before: RecordVersion, after: RecordVersion) -> dict[str, Any]:
    """The totals that the amendment changes, and those that the record leaves or joins."""
    return {
        "effects": _in_words(effects(before.contribution, after.contribution)),
        "moves": [
            {"places": move.places, "into": move.into, "effects": _in_words(move.effects)}
            for move in record_moves(before, after)
        ],
    }


def _in_words(found: list[Moved]) -> list[MovedTotal]:
    measures = Measures(moved.difference for moved in found)
    return [MovedTotal(moved, difference(moved.difference, moved.qualifier, measures)) for moved in found]
