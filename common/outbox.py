"""The outbox: what happened, written in the transaction in which it happened, for a floor above to tell people of.

If the transaction is taken back, so is the row; once it is committed, no lost message and no dead worker loses it.
"""

from typing import Any

from django.db import models, transaction

from common.audit import AFTER_ANNOUNCEMENT, Actor
from common.models import Announcement


def announce(kind: str, about: models.Model, *, by: Actor | None, key: str = "", **details: Any) -> None:
    """Announces what happened to a row. With a `key`, once only, whoever else announces it at the same moment.

    `details` are ids and codes, never content: rights are asked when somebody is told, and not before.
    """
    row = Announcement(
        kind=kind,
        model=about._meta.label_lower,
        about=str(about.pk),
        by=by.pk if by else None,
        key=key,
        details=details,
    )
    Announcement.objects.bulk_create([row], ignore_conflicts=bool(key))
    if _wake not in (queued[1] for queued in transaction.get_connection().run_on_commit):
        transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    for follow_up in AFTER_ANNOUNCEMENT:
        follow_up()
