"""Instants in the past."""

import datetime
from typing import NamedTuple

from django.db.models import Q

from figures.ledger.snapshot import fetch_tuples
from figures.models import Posting

# Up to so many postings since an instant, today's balances less those are the shorter way to the figures of then.
FEW = 50_000


class Pin(NamedTuple):
    """What a snapshot saw of the ledger: when it was taken, and the last posting.

    An instant alone would let in what was under way then and is committed since.
    """

    at: datetime.datetime
    last: int


def pin_of_snapshot() -> Pin:
    """Ask before anything else inside a snapshot."""
    ((at, last),) = fetch_tuples("SELECT clock_timestamp(), coalesce(max(id), 0) FROM figures_posting", {})
    return Pin(at, last)


def posted_until(instant: datetime.datetime | None, last: int | None) -> Q:
    """Postings that were known at an instant, or up to a posting; all where neither is given."""
    known = Q()
    if instant:
        known &= Q(posted_at__lte=instant)
    if last is not None:
        known &= Q(pk__lte=last)
    return known


def settled(instant: datetime.datetime | None, last: int | None = None) -> bool:
    """Whether today's balances are a good place to start from."""
    known = posted_until(instant, last)
    if not known:
        return True
    latest = Posting.objects.order_by("-id").values_list("pk", flat=True)[FEW : FEW + 1]
    return not latest or Posting.objects.filter(known, pk=latest[0]).exists()


def first_posting() -> datetime.datetime | None:
    return Posting.objects.order_by("id").values_list("posted_at", flat=True).first()
