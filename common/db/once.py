"""Requests that are executed once: the key is stored in the transaction of the change that the request makes."""

from typing import Any

from common.models import AnsweredOnce


def reserve(principal: Any, key: str, digest: str) -> AnsweredOnce:
    """The row of that key, stored or new, locked until the end of the transaction. A new one has no status yet.

    Another request with the same key waits for that end at the unique index.
    """
    owner = f"{principal._meta.label_lower}/{principal.pk}"
    wanted = AnsweredOnce(principal=owner, key=key, digest=digest)
    AnsweredOnce.objects.bulk_create([wanted], ignore_conflicts=True)
    return AnsweredOnce.objects.get(principal=owner, key=key)
