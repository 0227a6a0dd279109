"""E-mails of notices: written as rows, sent by a worker, once and only once.

A letter is marked as begun, and that is committed, before the server is given the message. If the server refuses it,
or cannot be reached, the mark is taken off and the letter is tried again later. If the worker dies after the mark,
nobody can know whether the server had accepted the message: the letter stays marked and is not sent again, because its
notices stand on the page all the same.
"""

import datetime
import logging
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from agencies.models import User
from common.mail import mail_connection
from notices.letter import compose
from notices.models import Letter, Mail, MailChoice, Notice

logger = logging.getLogger(__name__)
# After so many refusals a letter is given up.
MOST_ATTEMPTS = 8
# What a notice is older than is not mailed any more: somebody who had no address for a year gets one now.
OLDEST = datetime.timedelta(days=3)
UNSENT = Q(begun_at__isnull=True, sent_at__isnull=True, dropped_at__isnull=True, attempts__lt=MOST_ATTEMPTS)


def write_letters() -> int:
    """Writes a letter to each person who wants e-mails at once and has notices in none. Returns how many."""
    other = MailChoice.objects.filter(person=OuterRef("pk")).exclude(mail=Mail.AT_ONCE)
    return _write(~Exists(other))


def write_daily_letters() -> int:
    daily = MailChoice.objects.filter(person=OuterRef("pk"), mail=Mail.DAILY)
    return _write(Exists(daily))


def _write(wanted: Any) -> int:
    unmailed = Notice.objects.filter(letter__isnull=True, at__gt=timezone.now() - OLDEST).unread()
    waiting = Exists(unmailed.filter(person=OuterRef("pk")))
    people = User.objects.filter(wanted, waiting, is_active=True).exclude(email="")
    return sum(_write_to(person, unmailed) for person in people)


@transaction.atomic
def _write_to(person: User, unmailed: Any) -> bool:
    # Another worker that writes to the same person has these locked: they are in its letter.
    own = unmailed.filter(person=person).select_for_update(skip_locked=True)
    found = list(own.values_list("pk", flat=True))
    if not found:
        return False
    Notice.objects.filter(pk__in=found).update(letter=Letter.objects.create(person=person))
    return True


def send_letters_due() -> int:
    """Sends all letters whose time has come, by one connection. Returns how many."""
    due = Letter.objects.filter(UNSENT, next_at__lte=timezone.now()).order_by("next_at", "pk")
    if not (ids := list(due.values_list("pk", flat=True)[:500])):
        return 0
    connection, sent = mail_connection(), 0
    try:
        connection.open()
    except OSError as error:
        logger.warning("The mail server cannot be reached: %s", error)
        return 0
    try:
        for pk in ids:
            sent += _send(pk, connection)
    finally:
        connection.close()
    return sent


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
        Letter.objects.filter(pk=pk).update(begun_at=None, attempts=attempts + 1, next_at=later)
        return False
    Letter.objects.filter(pk=pk).update(sent_at=timezone.now())
    return True


@transaction.atomic
def _begun(pk: Any) -> tuple[int, Any]:
    """The message of a letter that is marked as begun; None if another worker has it, or if nothing is left to say."""
    free = Letter.objects.filter(UNSENT, pk=pk).select_for_update(of=("self",), skip_locked=True)
    letter = free.select_related("person").first()
    if letter is None:
        return 0, None
    message, now = compose(letter), timezone.now()
    letter.begun_at, letter.dropped_at = (now, None) if message else (None, now)
    letter.save(update_fields=["begun_at", "dropped_at"])
    return letter.attempts, message
