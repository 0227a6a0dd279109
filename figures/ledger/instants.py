"""Instants in the past."""

import datetime

from figures.models import Posting

# Up to so many postings since an instant, today's balances less those are the shorter way to the figures of then.
FEW = 50_000


def settled(instant: datetime.datetime | None) -> bool:
    """Whether today's balances are a good place to start from."""
    if instant is None:
        return True
    later = Posting.objects.order_by("-id").values_list("posted_at", flat=True)[FEW : FEW + 1]
    return not later or later[0] <= instant


def first_posting() -> datetime.datetime | None:
    return Posting.objects.order_by("id").values_list("posted_at", flat=True).first()
