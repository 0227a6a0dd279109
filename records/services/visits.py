"""Visits of the queue of review: what changed since the last one is marked in it."""

import datetime

from django.db.models import Case, F, When
from django.utils import timezone

from agencies.models import User
from operations.models import QueueVisit

# Whoever comes back sooner is still on the same visit.
SAME_VISIT = datetime.timedelta(minutes=30)


def visit_queue(*, by: User) -> datetime.datetime | None:
    """Stores that the user looks at the queue now. Returns when the visit before this one ended; None at the first."""
    now = timezone.now()
    ended = When(latest_at__lt=now - SAME_VISIT, then=F("latest_at"))
    mine = QueueVisit.objects.filter(person=by)
    # Both columns in one statement, so that two tabs cannot end the visit twice.
    if not mine.update(before_at=Case(ended, default=F("before_at")), latest_at=now):
        QueueVisit.objects.get_or_create(person=by, defaults={"latest_at": now})
        return None
    return mine.values_list("before_at", flat=True).get()
