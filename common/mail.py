"""The one way by which e-mails leave. They are sent by a worker, once what they are about is committed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage, get_connection


@dataclass(frozen=True)
class Letter:
    """An e-mail to one person: nobody reads who else was written to. It carries nothing of TLP:AMBER and above."""

    to: str
    subject: str
    text: str


def send_letters(letters: Sequence[Letter]) -> None:
    """Sends all by one connection."""
    if letters:
        sender = settings.DEFAULT_FROM_EMAIL
        messages = [EmailMessage(each.subject, each.text, sender, [each.to]) for each in letters]
        get_connection().send_messages(messages)
