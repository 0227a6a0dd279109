"""E-mails of subscriptions are sent once and only once, as those of notices are (decision 101)."""

import datetime
import logging
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from analysis.models import Mailing
from analysis.subscriptions.letter import compose_mailing
from common.mail import mail_connection

logger = logging.getLogger(__name__)
# After so many refusals an e-mail is given up.
MOST_ATTEMPTS = 8
UNSENT = Q(begun_at__isnull=True, sent_at__isnull=True, dropped_at__isnull=True, attempts__lt=MOST_ATTEMPTS)


def send_mailings_due() -> int:
    """Sends all e-mails whose time has come, by one connection. Returns how many."""
    due = Mailing.objects.filter(UNSENT, next_at__lte=timezone.now()).order_by("next_at", "pk")
    if not (ids := list(due.values_list("pk", flat=True)[:500])):
        return 0
    connection = mail_connection()
    try:
        connection.open()
    except OSError as error:
        logger.warning("The mail server cannot be reached: %s", error)
        return 0
    try:
        return sum(_send(pk, connection) for pk in ids)
    finally:
        connection.close()


def _send(pk: Any, connection: Any) -> bool:
    attempts, message = _begun(pk)
    if message is None:
        return False
    try:
        connection.send_messages([message])
    # smtplib's errors are of this kind: the server has said no, or was not there.
    except OSError as error:
        logger.warning("The mail server refused an e-mail: %s", error)
        later = timezone.now() + datetime.timedelta(minutes=2**attempts)
        Mailing.objects.filter(pk=pk).update(begun_at=None, attempts=attempts + 1, next_at=later)
        return False
    Mailing.objects.filter(pk=pk).update(sent_at=timezone.now())
    return True


@transaction.atomic
def _begun(pk: Any) -> tuple[int, Any]:
    """The message of an e-mail that is marked as begun; None if another worker has it, or nothing is left to send."""
    free = Mailing.objects.filter(UNSENT, pk=pk).select_for_update(of=("self",), skip_locked=True)
    if (mailing := free.first()) is None:
        return 0, None
    (message, mailing.asked_at), now = compose_mailing(mailing), timezone.now()
    mailing.begun_at, mailing.dropped_at = (now, None) if message else (None, now)
    mailing.save(update_fields=["begun_at", "dropped_at", "asked_at"])
    return mailing.attempts, message
