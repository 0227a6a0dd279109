"""Notices out of announcements: each announcement is processed once, by however many workers."""

from django.db import transaction
from django.utils import timezone

from common.models import Announcement
from common.outbox import announce
from notices.models import ASKING, Notice, NoticeKind
from notices.recipients import recipients
from operations.models import Outcome, State
from records.assigning import too_long_since
from seizures.models import Seizure

# Announcements in one transaction.
BATCH = 100


def make_notices() -> int:
    """Makes the notices of all that was announced. Returns the number of announcements."""
    processed = 0
    while batch := _process_batch():
        processed += batch
    return processed


@transaction.atomic
def _process_batch() -> int:
    waiting = Announcement.objects.filter(told_at__isnull=True).order_by("pk")
    batch = list(waiting.select_for_update(skip_locked=True)[:BATCH])
    notices = [
        Notice(
            person=person,
            announcement=each.pk,
            kind=each.kind,
            model=each.model,
            about=each.about,
            at=each.at,
        )
        for each in batch
        for person in recipients(each)
    ]
    # The constraint is the last word on "once"; a worker that died before the commit has made none.
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    _settle(batch)
    Announcement.objects.filter(pk__in=[each.pk for each in batch]).update(told_at=timezone.now())
    return len(batch)


def _settle(batch: list[Announcement]) -> None:
    """Marks as read what asked for a decision that is made."""
    decided = [each.about for each in batch if each.kind in (NoticeKind.VERIFIED, NoticeKind.RETURNED)]
    if decided:
        asking = Notice.objects.unread().filter(about__in=decided, kind__in=ASKING)
        asking.update(read_at=timezone.now())


def announce_escalated() -> None:
    """Announces each record that waits too long, once for each time that it was submitted."""
    for model in (Seizure, Outcome):
        late = model.objects.filter(state=State.SUBMITTED, submitted_at__lt=too_long_since())
        for record in late.only("pk", "submitted_at").iterator():
            key = f"escalated:{record.pk}:{record.submitted_at:%Y-%m-%dT%H:%M:%S.%f}"
            if not Announcement.objects.filter(key=key).exists():
                announce(NoticeKind.ESCALATED, record, by=None, key=key)
