"""The marking of a file of figures: a total has none of its own, and gives away what it is made of."""

from typing import Any

from figures.models import Audience, Balance, Grain, Pending, Posting
from operations.sharing import Marking, Reader, strictest


def strictest_readable(reader: Reader) -> str:
    """The strictest marking of any record in the reader's figures; TLP:GREEN where all of them are open.

    It is an upper bound for one question: the audiences in a total are not told apart.
    """
    readable = Audience.objects.visible_to(reader).values_list("marking", flat=True).distinct()
    return strictest([Marking.GREEN, *readable])


def strictest_within(operation: Any, reader: Reader) -> str:
    """The strictest marking of any record in the reader's figures of one operation, by its id; TLP:GREEN at least."""
    balances = Balance.objects.filter(grain=Grain.OPERATION, operation_id=operation).exclude(facts=0)
    waiting = Posting.objects.filter(pk__in=Pending.objects.values("pk"), operations__contains=[operation])
    audiences = {
        *balances.values_list("audience_id", flat=True).distinct(),
        *waiting.values_list("audience_id", flat=True).distinct(),
    }
    readable = Audience.objects.visible_to(reader).filter(pk__in=audiences)
    return strictest([Marking.GREEN, *readable.values_list("marking", flat=True).distinct()])
