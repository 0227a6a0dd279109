"""What verifying a record moves in the totals, in words."""

from dataclasses import dataclass
from typing import Any

from dashboards.record.moves import NOTHING, RecordVersion, record_moves
from dashboards.words.differences import Difference, difference
from dashboards.words.labels import Measures
from figures.changes.moved import Moved
from figures.effects import Contribution, effects


@dataclass(frozen=True)
class MovedTotal:
    """What the record adds to a total before and after, and the difference in words."""

    moved: Moved
    words: Difference


def effects_of_new(added: Contribution) -> dict[str, Any]:
    """The totals that a record comes into."""
    return {"effects": _in_words(effects(NOTHING, added)), "moves": []}


def effects_of_amendment(before: RecordVersion, after: RecordVersion) -> dict[str, Any]:
    """How an amendment moves the totals of all together, and those that the record leaves and comes into."""
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
