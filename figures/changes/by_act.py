"""The changes of a figure, one entry an act: who did what to which record, and what that added or took away."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from figures.changes.acts import Act, acts
from figures.changes.ends import Changes
from figures.models import Posting
from figures.postings.effects import Effect, posting_effects
from figures.postings.records import Recorded, records_behind
from figures.question.names import names


@dataclass(frozen=True)
class FigureChange:
    """The effects of one act on the figure through one record. `id` counts no postings."""

    id: UUID
    at: datetime.datetime
    # Nobody's where the record is withheld, and an agency's where its reader is outside of it.
    act: Act
    of: Recorded
    effects: list[Effect]


def figure_changes(changed: Changes, latest: Iterable[Posting]) -> list[FigureChange]:
    """The changes whose last postings are `latest`, in a fixed number of queries."""
    leading = {_act_of(posting): posting for posting in latest}
    ids = {posting.record_id for posting in leading.values()}
    parts: dict[tuple[Any, ...], list[Posting]] = {key: [] for key in leading}
    for posting in changed.postings.filter(record_id__in=ids).order_by("pk"):
        parts.get(_act_of(posting), []).append(posting)
    by_act, by_record = (
        acts(posting.change_id for posting in leading.values()),
        records_behind(ids, changed.reader),
    )
    known, found = names(), []
    for key, posting in leading.items():
        of = by_record.get(posting.record_id, Recorded())
        act = by_act.get(posting.change_id, Act()) if posting.change_id and not of.withheld else Act()
        act = act if of.inside else act.outside
        moved = posting_effects(parts[key], known, changed.reader)
        # A change of what the reader may not know, such as who else is credited, is none to them.
        if moved:
            found.append(FigureChange(_id_of(posting), posting.posted_at, act, of, moved))
    return found


def _id_of(posting: Posting) -> UUID:
    """A stable id of the change. The number of a posting would disclose how many hidden postings there are."""
    return uuid5(posting.record_id, str(posting.change_id or posting.posted_at))


def _act_of(posting: Posting) -> tuple[Any, ...]:
    """A key that the postings of one act on one record share. Changes without a history (by SQL) share the instant."""
    return posting.record_id, posting.change_id or posting.posted_at
