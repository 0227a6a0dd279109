from django.utils import timezone

from agencies.models import User
from notices.models import Notice


def read_notice(notice: Notice, *, by: User) -> None:
    """Marks a notice of the user's own as read."""
    Notice.objects.of(by).unread().filter(pk=notice.pk).update(read_at=timezone.now())


def read_all(*, by: User) -> int:
    """Marks all notices of the user as read. Returns how many were not."""
    return Notice.objects.of(by).unread().update(read_at=timezone.now())
