"""What was sent twice is done once: the key that it came with is stored in the transaction of what it was sent for."""

from typing import Any

from common.models import AnsweredOnce


def reserve(principal: Any, key: str, digest: str) -> AnsweredOnce:
    """The row of that key, stored or new, until the end of the transaction. Without a status, it is still to be done.

    Whoever uses the same key at the same time waits here for that end: the unique index makes them wait.
    """
    owner = f"{principal._meta.label_lower}/{principal.pk}"
    wanted = AnsweredOnce(principal=owner, key=key, digest=digest)
    AnsweredOnce.objects.bulk_create([wanted], ignore_conflicts=True)
    return AnsweredOnce.objects.get(principal=owner, key=key)
