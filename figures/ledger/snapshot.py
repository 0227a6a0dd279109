"""Snapshots: statements that see one state of the database, and the state of the ledger at an instant in the past."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import psycopg
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from common.db.statements import ensure_connected
from figures.models import Audience, Posting
from figures.models.audience import EVERYBODY
from operations.sharing import Reader

# Up to so many postings since an instant, today's balances less those are the shorter way to the figures of then.
FEW = 50_000


@contextmanager
def one_snapshot() -> Iterator[None]:
    """A transaction in which every statement reads the same state of the database, while others write.

    Inside an open transaction, the isolation of that one applies: PostgreSQL sets it only at the start.
    """
    nested = connection.in_atomic_block
    with transaction.atomic():
        if not nested:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def instant_of_snapshot() -> datetime.datetime:
    """The time of the snapshot, by the clock that dates postings. Call it first in the snapshot."""
    instant: datetime.datetime = fetch_tuples("SELECT clock_timestamp()", {})[0][0]
    return instant


def fetch_tuples(text: str, parameters: dict[str, Any], *, prepare: bool = True) -> list[tuple[Any, ...]]:
    """The rows of one statement. `prepare` is for one that is faster to run than to plan."""
    ensure_connected()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        return cursor.execute(text, parameters, prepare=prepare).fetchall()


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
