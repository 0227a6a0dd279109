"""The changes of a figure, act by act: who did what to which record, and what that added or took away."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from figures.changes.acts import Act, acts
from figures.changes.ends import Changes
from figures.models import Posting
from figures.postings.effects import Effect, posting_effects
from figures.postings.records import Recorded, records_behind
from figures.question.names import names


@dataclass(frozen=True)
class FigureChange:
    """What one act did to the figure through one record. `id` is that of its last posting."""

    id: int
    at: datetime.datetime
    # Nobody's where the record is withheld, and an agency's where its reader is outside of it.
    act: Act
    of: Recorded
    effects: list[Effect]


def figure_changes(changed: Changes, latest: Iterable[Posting]) -> list[FigureChange]:
    """The changes that end with these postings, in a fixed number of queries."""
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
            found.append(FigureChange(posting.pk, posting.posted_at, act, of, moved))
    return found


def _act_of(posting: Posting) -> tuple[Any, ...]:
    """What the postings of one act on one record have in common; by hand, they have the instant."""
    return posting.record_id, posting.change_id or posting.posted_at
