"""The history of a record and of its rows, for a page that only shows it."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from operations.history import ACTIONS, LABELS, Happening, history_of

MOST = 200


class Below(NamedTuple):
    """A model whose rows belong to a record by the relation `to`; `named` says a row, with the rows it `show`s."""

    model: Any
    to: str
    show: tuple[str, ...]
    named: Callable[[Any], str]


class Told(NamedTuple):
    name: str
    happenings: list[Happening]
    # Set in the last where there are more than are shown.
    cut: int = 0


def trail(record: Any, below: tuple[Below, ...]) -> list[Told]:
    """The record itself, then its rows, those that are gone included; a query for each kind."""
    return [Told("", history_of(record)), *(told for kind in below for told in _of_rows(record, kind))]


def _of_rows(record: Any, kind: Below) -> Iterator[Told]:
    events = kind.model.pgh_event_model.objects.filter(**{kind.to: record.pk})
    by_row: dict[Any, Told] = {}
    latest = list(events.select_related("pgh_context", *kind.show).order_by("-pgh_id")[: MOST + 1])
    for event in latest[:MOST]:
        told = by_row.setdefault(event.pgh_obj_id, Told(kind.named(event), []))
        told.happenings.append(_happening(event))
    cut = MOST if len(latest) > MOST else 0
    for number, told in enumerate(by_row.values(), start=1):
        yield Told(told.name, told.happenings, cut if number == len(by_row) else 0)


def _happening(event: Any) -> Happening:
    context = event.pgh_context.metadata if event.pgh_context else {}
    told = ACTIONS.get(context.get("action", "")) if event.pgh_label == "update" else None
    return Happening(
        at=event.pgh_created_at,
        what=str(told or LABELS.get(event.pgh_label, event.pgh_label)),
        who=context.get("username", ""),
        reason=context.get("reason", ""),
    )
