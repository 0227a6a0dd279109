"""The totals that an amendment takes a record out of, and those that it takes it into."""

from collections.abc import Sequence
from dataclasses import dataclass

from measures.partial_date import PartialDate
from operations.versions import Fact
from records.pages.effects import Effect, Figure, Share, effects

Shares = dict[Figure, Share]


@dataclass(frozen=True)
class Move:
    """Out of the totals of places, or `into` them: operations, countries, agencies, or a time."""

    places: list[Fact]
    into: bool
    effects: list[Effect]


@dataclass(frozen=True)
class Version:
    """`shares` are what it adds to the totals of each of its places, `dated` what of that goes by its `date`."""

    places: Sequence[Fact]
    shares: Shares
    date: Fact
    dated: Shares


def moves(before: Version, after: Version) -> list[Move]:
    """The places that only one of two versions is counted in, with all that the version adds there."""
    out = [Move(where, False, effects(shares, {})) for where, shares in _told_apart(before, after)]
    into = [Move(where, True, effects({}, shares)) for where, shares in _told_apart(after, before)]
    return [move for move in (*out, *into) if move.places and move.effects]


def _told_apart(version: Version, other: Version) -> list[tuple[list[Fact], Shares]]:
    """In one list what is the same for places and time; it is where nothing has a date of its own."""
    places, time = _alone(version, other), _other_time(version, other)
    if version.dated == version.shares:
        return [(places + time, version.shares)]
    return [(places, version.shares), (time, version.dated)]


def _alone(version: Version, other: Version) -> list[Fact]:
    return [
        place
        for place in version.places
        if place.known and not any(place.label == each.label and place.says_as(each) for each in other.places)
    ]


def _other_time(version: Version, other: Version) -> list[Fact]:
    """The date, where not all of the other's lies in it: what is of August is of that year too."""
    here, there = version.date.value, other.date.value
    return [version.date] if version.date.known and not _holds(here, there) else []


def _holds(period: PartialDate, other: PartialDate) -> bool:
    if not (period.first and period.last and other.first and other.last):
        return False
    return period.first <= other.first and other.last <= period.last
