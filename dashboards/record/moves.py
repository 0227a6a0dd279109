"""The totals that an amendment takes a record out of, and those that it takes it into."""

from collections.abc import Sequence
from dataclasses import dataclass

from figures.changes.moved import Moved
from figures.effects import Contribution, effects
from measures.partial_date import PartialDate
from operations.versions import Detail

NOTHING = Contribution([], [])


@dataclass(frozen=True)
class RecordMove:
    """Out of the totals of places (operations, countries, agencies or a time), or `into` them."""

    places: list[Detail]
    into: bool
    effects: list[Moved]


@dataclass(frozen=True)
class RecordVersion:
    """A version of a record, with its contribution and the places whose totals include it.

    The part of the contribution that is `dated` is in the totals of the record's date.
    """

    places: Sequence[Detail]
    date: Detail
    contribution: Contribution


def record_moves(before: RecordVersion, after: RecordVersion) -> list[RecordMove]:
    """The places that include only one of the two versions, with everything that the version adds there."""
    out = [RecordMove(where, False, effects(added, NOTHING)) for where, added in _entries(before, after)]
    into = [RecordMove(where, True, effects(NOTHING, added)) for where, added in _entries(after, before)]
    return [move for move in (*out, *into) if move.places and move.effects]


def _entries(version: RecordVersion, other: RecordVersion) -> list[tuple[list[Detail], Contribution]]:
    """The entries of a move: one for places and time together, unless dispositions have dates of their own."""
    places, time, added = _alone(version, other), _other_time(version, other), version.contribution
    if added.dated == added.figures:
        return [(places + time, added)]
    return [(places, added), (time, Contribution(added.dated, added.dated))]


def _alone(version: RecordVersion, other: RecordVersion) -> list[Detail]:
    return [
        place
        for place in version.places
        if place.stated and not any(place.label == each.label and place.equals(each) for each in other.places)
    ]


def _other_time(version: RecordVersion, other: RecordVersion) -> list[Detail]:
    """The date, unless all of the other version's lies in it: August is in its year."""
    here, there = version.date.value, other.date.value
    return [version.date] if version.date.stated and not _holds(here, there) else []


def _holds(period: PartialDate, other: PartialDate) -> bool:
    if not (period.first and period.last and other.first and other.last):
        return False
    return period.first <= other.first and other.last <= period.last
