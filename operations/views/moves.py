"""The totals that an amendment takes a record out of, and those that it takes it into."""

from collections.abc import Sequence
from dataclasses import dataclass

from operations.versions import Fact
from operations.views.effects import Effect, Figure, Share, effects


@dataclass(frozen=True)
class Move:
    """Out of the totals of places, or `into` them: operations, countries, agencies, times."""

    places: list[Fact]
    into: bool
    effects: list[Effect]


Version = tuple[Sequence[Fact], dict[Figure, Share]]


def moves(before: Version, after: Version) -> list[Move]:
    """The places that only one of two versions is counted in, with all that the version adds to each of them."""
    both = [
        Move(_alone(before, after), False, effects(before[1], {})),
        Move(_alone(after, before), True, effects({}, after[1])),
    ]
    return [move for move in both if move.places and move.effects]


def _alone(version: Version, other: Version) -> list[Fact]:
    return [
        place
        for place in version[0]
        if place.known and not any(place.label == each.label and place.says_as(each) for each in other[0])
    ]
