"""The history of a record and of its rows, for the history page of the admin."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext

from agencies.models import User
from operations.discretion import Discretion
from operations.history import ACTIONS, LABELS, Actors, HistoryEntry, history_of
from operations.past import readable_at

MOST = 200


class Below(NamedTuple):
    """A model whose rows belong to a record by the relation `to`.

    `named` renders a row; `show` are the relations it needs.
    """

    model: Any
    to: str
    show: tuple[str, ...]
    named: Callable[[Any], str]
    # Not for everybody who may read the record.
    inside: bool = False


def readers_below(model: Any, to: str) -> Below:
    """The named readers of a record. An account may be deleted, so it is not joined to the row."""
    return Below(model, to, (), _named_reader, inside=True)


def _named_reader(event: Any) -> str:
    person = User.objects.filter(pk=event.user_id).first()
    return gettext("Named reader: %(person)s") % {"person": person or event.user_id}


class Trail(NamedTuple):
    name: str
    entries: list[HistoryEntry]
    # Set in the last where there are more than are shown.
    cut: int = 0


def trail(record: Any, below: tuple[Below, ...], discretion: Discretion) -> list[Trail]:
    """The history of the record, then of each of its rows (deleted ones too), where the reader could have read it."""
    own = Trail("", history_of(record, discretion, most=MOST))
    if not below:
        return [own]
    could_read, inside = readable_at(record, discretion), discretion.is_inside(record)
    rows = [(kind, _events(record, kind)) for kind in below if inside or not kind.inside]
    return [
        own,
        *(found for kind, events in rows for found in _of_rows(kind, events, could_read, inside=inside)),
    ]


def _events(record: Any, kind: Below) -> list[Any]:
    events = kind.model.pgh_event_model.objects.filter(**{kind.to: record.pk})
    return list(events.select_related("pgh_context", *kind.show).order_by("-pgh_id")[: MOST + 1])


def _of_rows(
    kind: Below, events: list[Any], could_read: Callable[[Any], bool], *, inside: bool
) -> Iterator[Trail]:
    latest = events[:MOST]
    actors, by_row = Actors(latest, inside=inside), dict[Any, Trail]()
    for event in latest:
        if could_read(event.pgh_created_at):
            found = by_row.setdefault(event.pgh_obj_id, Trail(kind.named(event), []))
            found.entries.append(_entry(event, *actors.act_of(event)))
    cut = MOST if len(events) > MOST else 0
    for number, found in enumerate(by_row.values(), start=1):
        yield Trail(found.name, found.entries, cut if number == len(by_row) else 0)


def _entry(event: Any, action: str, who: str, reason: str) -> HistoryEntry:
    found = ACTIONS.get(action) if event.pgh_label == "update" else None
    what = str(found or LABELS.get(event.pgh_label, event.pgh_label))
    return HistoryEntry(at=event.pgh_created_at, what=what, who=who, reason=reason)
