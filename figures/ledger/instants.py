"""The state of the ledger at an instant in the past."""

import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from figures.ledger.snapshot import fetch_tuples
from figures.models import Audience, Posting
from figures.models.audience import EVERYBODY
from operations.sharing import Reader

# Up to so many postings since an instant, today's balances less those are the shorter way to the figures of then.
FEW = 50_000


class Pin(NamedTuple):
    """The state of the ledger in a snapshot: its instant, and the last posting that the reader may see.

    An instant alone would include postings that were not committed then and are now.
    """

    at: datetime.datetime
    last: int


def pin_of_snapshot(reader: Reader) -> Pin:
    """The pin of the current snapshot. Call it first in the snapshot."""
    ((at,),) = fetch_tuples("SELECT clock_timestamp()", {})
    last = _seen_by(reader).order_by("-id").values_list("pk", flat=True).first()
    return Pin(at, last or 0)


def posted_until(instant: datetime.datetime | None, last: int | None) -> Q:
    """The condition of postings known at an instant, or up to a posting; all if neither is given."""
    known = Q()
    if instant:
        known &= Q(posted_at__lte=instant)
    if last is not None:
        known &= Q(pk__lte=last)
    return known


def balances_cover(instant: datetime.datetime | None, last: int | None = None) -> bool:
    """Whether today's balances may answer, as few postings are later."""
    known = posted_until(instant, last)
    if not known:
        return True
    latest = Posting.objects.order_by("-id").values_list("pk", flat=True)[FEW : FEW + 1]
    return not latest or Posting.objects.filter(known, pk=latest[0]).exists()


def first_posting(reader: Reader) -> datetime.datetime | None:
    """The instant of the first posting that the reader may see."""
    return _seen_by(reader).order_by("id").values_list("posted_at", flat=True).first()


def _seen_by(reader: Reader) -> QuerySet[Posting]:
    audiences = Audience.objects.visible_to(reader).values("pk")
    return Posting.objects.filter(Q(audience_id=EVERYBODY) | Q(audience_id__in=audiences))
