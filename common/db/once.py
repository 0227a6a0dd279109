"""Requests that are executed once: the key is stored in the transaction of the change that the request makes."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from common.models import AnsweredOnce


def reserve(principal: Any, key: str, digest: str) -> AnsweredOnce:
    """The row of that key, stored or new, locked until the end of the transaction. A new one has no status yet.

    Another request with the same key waits for that end at the unique index.
    """
    owner = f"{principal._meta.label_lower}/{principal.pk}"
    wanted = AnsweredOnce(principal=owner, key=key, digest=digest)
    AnsweredOnce.objects.bulk_create([wanted], ignore_conflicts=True)
    return AnsweredOnce.objects.get(principal=owner, key=key)


@transaction.atomic
def save_once(principal: Any, key: str, digest: str, save: Callable[[], Any]) -> tuple[Any, str]:
    """The saved row and its id; None and the id where an earlier request with the key saved the row."""
    entry = reserve(principal, key, digest)
    if entry.status:
        return None, entry.location
    saved = save()
    entry.status, entry.location = 302, str(saved.pk)
    entry.save()
    return saved, entry.location


def was_saved_otherwise(principal: Any, prefix: str, digest: str) -> bool:
    """Whether a request with a key of that beginning, and another content, saved a row."""
    owner = f"{principal._meta.label_lower}/{principal.pk}"
    found = AnsweredOnce.objects.filter(principal=owner, key__startswith=prefix, status__gt=0)
    return found.exclude(digest=digest).exists()
