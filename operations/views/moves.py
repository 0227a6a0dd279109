"""The totals that an amendment takes a record out of, and those that it takes it into."""

from collections.abc import Sequence
from dataclasses import dataclass

from operations.versions import Fact
from operations.views.effects import Effect, Figure, Share, effects


@dataclass(frozen=True)
class Move:
    """Out of the totals of a place, or `into` them: an operation, a country, an agency, a time."""

    place: Fact
    into: bool
    effects: list[Effect]


Version = tuple[Sequence[Fact], dict[Figure, Share]]


def moves(before: Version, after: Version) -> list[Move]:
    """Each place that only one of two versions is counted in, with all that the version adds there."""
    return [
        *(Move(place, False, effects(before[1], {})) for place in _alone(before, after) if before[1]),
        *(Move(place, True, effects({}, after[1])) for place in _alone(after, before) if after[1]),
    ]


def _alone(version: Version, other: Version) -> list[Fact]:
    return [
        place
        for place in version[0]
        if place.known and not any(place.label == each.label and place.says_as(each) for each in other[0])
    ]
