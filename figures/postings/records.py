"""The records that postings are of, as far as a reader may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from agencies.models import Role
from operations.models import Operation, Outcome, ReviewedRecord
from operations.sharing import Reader
from seizures.models import Seizure


@dataclass(frozen=True)
class Recorded:
    """`record` is None where it was deleted, and where it is `withheld` from the reader.

    `inside` are those who may read its free text beside: its agency, those who steer its operation, and who audits.
    """

    record: ReviewedRecord | None = None
    withheld: bool = False
    inside: bool = False


def records(ids: Iterable[UUID], reader: Reader) -> dict[UUID, Recorded]:
    """In at most five queries; what was deleted is not among them."""
    wanted, shown = set(ids), []
    found: dict[UUID, Recorded] = {}
    for model in (Seizure, Outcome):
        shown += list(model.objects.visible_to(reader).filter(pk__in=wanted))
        if missing := wanted - {record.pk for record in shown}:
            there = model.objects.filter(pk__in=missing).order_by().values_list("pk", flat=True)
            found |= dict.fromkeys(there, Recorded(withheld=True))
    inside = _inside(shown, reader)
    return found | {record.pk: Recorded(record, inside=record.pk in inside) for record in shown}


def _inside(shown: list[ReviewedRecord], reader: Reader) -> set[UUID]:
    if getattr(reader, "role", "") in (Role.AUDITOR, Role.ADMINISTRATOR):
        return {record.pk for record in shown}
    steered = Operation.objects.steered_by(reader).filter(pk__in={record.operation_id for record in shown})
    theirs = set(steered.values_list("pk", flat=True))
    return {
        record.pk
        for record in shown
        if (reader.agency_id and record.owner_id == reader.agency_id) or record.operation_id in theirs
    }
