"""What happened to the records of a reviewer's queue since the last visit of it."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from agencies.models import User
from operations.models import Operation, Outcome, ReviewedQuerySet, State
from seizures.models import Seizure


@dataclass(frozen=True)
class Since:
    """The numbers of records that were submitted, verified by others, returned and taken back since an instant."""

    at: datetime.datetime
    submitted: int
    verified: int
    returned: int
    taken_back: int

    @property
    def nothing(self) -> bool:
        return not (self.submitted or self.verified or self.returned or self.taken_back)


def changed_since(at: datetime.datetime | None, reader: User) -> Since | None:
    """None where there was no visit before."""
    if at is None:
        return None
    found = [_of_model(model.objects.all(), at, reader) for model in (Seizure, Outcome)]
    submitted, verified, returned, taken_back = (sum(counts) for counts in zip(*found, strict=True))
    return Since(at, submitted, verified, returned, taken_back)


def _of_model(records: ReviewedQuerySet, at: datetime.datetime, reader: User) -> tuple[int, ...]:
    waiting = records.to_review(reader).filter(submitted_at__gte=at)
    steered = Operation.objects.steered_by(reader).values("pk")
    near = records.visible_to(reader).filter(Q(owner=reader.agency_id) | Q(operation__in=steered))
    moved: Any = near.filter(changed_at__gte=at)
    parts = (
        waiting,
        moved.filter(state=State.VERIFIED, verified_at__gte=at).exclude(verified_by=reader.pk),
        moved.filter(state=State.RETURNED),
        moved.filter(state=State.DRAFT, submitted_at__isnull=False),
    )
    return tuple(part.order_by().count() for part in parts)
