"""Instants in the past."""

import datetime

from django.db.models import Q

from figures.models import Audience, Posting
from figures.models.audience import EVERYBODY
from operations.sharing import Reader

# Up to so many postings since an instant, today's balances less those are the shorter way to the figures of then.
FEW = 50_000


def settled(instant: datetime.datetime | None) -> bool:
    """Whether today's balances are a good place to start from."""
    if instant is None:
        return True
    later = Posting.objects.order_by("-id").values_list("posted_at", flat=True)[FEW : FEW + 1]
    return not later or later[0] <= instant


def first_posting(reader: Reader) -> datetime.datetime | None:
    """The first that the reader may see."""
    audiences = Audience.objects.visible_to(reader).values("pk")
    seen = Posting.objects.filter(Q(audience_id=EVERYBODY) | Q(audience_id__in=audiences))
    return seen.order_by("id").values_list("posted_at", flat=True).first()
