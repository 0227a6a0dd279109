"""Which subscriptions are due: for each period of each one, one e-mail at most."""

import datetime

from django.db.models import Max, QuerySet
from django.utils import timezone

from analysis.models import Mailing, Rhythm, Subscription
from analysis.subscriptions.answers import changed_beyond, question_for

# In UTC. What was subscribed to after it waits for the next one.
HOUR = datetime.time(6, tzinfo=datetime.UTC)


def write_mailings() -> int:
    """Writes an e-mail for each subscription that is due, by however many workers. Returns how many."""
    now, written = timezone.now(), 0
    for subscription in Subscription.objects.select_related("person", "question").iterator():
        if (period := _period_due(subscription, now)) and not _written(subscription, period):
            written += _write(subscription, period)
    return written


def _period_due(subscription: Subscription, now: datetime.datetime) -> str:
    """The newest period that has begun since the person subscribed, or empty."""
    day = now.date() if now.timetz() >= HOUR else now.date() - datetime.timedelta(days=1)
    if subscription.rhythm == Rhythm.ON_CHANGE:
        return now.date().isoformat()
    if subscription.rhythm == Rhythm.WEEKLY:
        day -= datetime.timedelta(days=day.weekday())
    begun = datetime.datetime.combine(day, HOUR)
    if begun < subscription.started_at:
        return ""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}" if subscription.rhythm == Rhythm.WEEKLY else day.isoformat()


def _written(subscription: Subscription, period: str) -> bool:
    return _mailings(subscription).filter(period=period).exists()


def _write(subscription: Subscription, period: str) -> bool:
    if subscription.rhythm == Rhythm.ON_CHANGE and not _has_changed(subscription):
        return False
    # The constraint is the last word on "once".
    _mailing, made = _mailings(subscription).get_or_create(
        person=subscription.person, question=subscription.question, period=period
    )
    return made


def _has_changed(subscription: Subscription) -> bool:
    question = question_for(subscription)
    if question is None or not subscription.person.is_active:
        return False
    # What waits to be sent will have the answer of then.
    if _mailings(subscription).filter(begun_at__isnull=True, dropped_at__isnull=True).exists():
        return False
    last = _mailings(subscription).aggregate(at=Max("asked_at"))["at"]
    return changed_beyond(
        subscription, question, max(subscription.started_at, last or subscription.started_at)
    )


def _mailings(subscription: Subscription) -> QuerySet[Mailing]:
    return Mailing.objects.filter(person=subscription.person_id, question=subscription.question_id)
