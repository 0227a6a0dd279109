"""The records behind postings, as far as a reader may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from operations.discretion import Discretion
from operations.models import Outcome, ReviewedRecord
from operations.sharing import Reader
from seizures.models import Seizure


@dataclass(frozen=True)
class Recorded:
    """The record behind a posting: None if it was deleted, or is `withheld` from the reader.

    `inside` is whether the reader may read its inner text.
    """

    record: ReviewedRecord | None = None
    withheld: bool = False
    inside: bool = False


def records_behind(ids: Iterable[UUID], reader: Reader) -> dict[UUID, Recorded]:
    """The records by id, in at most five queries; deleted ones are left out."""
    wanted, shown = set(ids), []
    found: dict[UUID, Recorded] = {}
    for model in (Seizure, Outcome):
        shown += list(model.objects.visible_to(reader).filter(pk__in=wanted))
        if missing := wanted - {record.pk for record in shown}:
            there = model.objects.filter(pk__in=missing).order_by().values_list("pk", flat=True)
            found |= dict.fromkeys(there, Recorded(withheld=True))
    inside = Discretion(reader).inside(shown)
    return found | {record.pk: Recorded(record, inside=record.pk in inside) for record in shown}
