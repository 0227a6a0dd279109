"""The one way by which e-mails leave. They are sent by a worker, once what they are about is committed."""

from collections.abc import Mapping
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection


def compose_message(
    to: str, subject: str, text: str, *, pk: Any, more: Mapping[str, str] | None = None
) -> EmailMessage:
    """An e-mail to one person: nobody reads who else was written to. It carries nothing of TLP:AMBER and above.

    Its Message-ID is made of `pk`, so that a mail system knows a second copy. `more` are headers.
    """
    sender = settings.DEFAULT_FROM_EMAIL
    domain = parseaddr(sender)[1].partition("@")[2] or "localhost"
    headers = {"Message-ID": f"<{pk}@{domain}>", "Auto-Submitted": "auto-generated", **(more or {})}
    return EmailMessage(subject, text, sender, [to], headers=headers)


def mail_connection() -> Any:
    """A connection by which several e-mails may be sent, not opened yet."""
    return get_connection()
