"""Folds: move pending postings into the balances, and count those that wait."""

import datetime
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Min
from django.utils import timezone

from figures.models import Pending, Posting

# Postings that one fold moves: enough that cells repeat, and little enough to be done in a few seconds.
BATCH = 200_000
PAUSE = 0.2  # seconds between looks at another fold's progress


@dataclass(frozen=True)
class Waiting:
    """The number of pending postings, and the age of the oldest in seconds. Figures are right with them."""

    number: int
    since: datetime.datetime | None

    @property
    def seconds(self) -> float:
        return (timezone.now() - self.since).total_seconds() if self.since else 0.0


def pending() -> Waiting:
    found = Pending.objects.aggregate(number=Count("id"), oldest=Min("id"))
    since = Posting.objects.filter(pk=found["oldest"]).values_list("posted_at", flat=True).first()
    return Waiting(found["number"], since)


def fold(most: int = BATCH) -> int:
    """Moves up to `most` pending postings into the balances. Returns how many; 0, too, while another fold runs."""
    return int(_one("SELECT figures_fold(%s)", most))


def fold_all() -> int:
    """Folds until no posting is pending, or another fold runs. Returns how many postings it moved.

    Each batch is a transaction of its own: a process that is killed loses one batch, which the next fold does again.
    """
    moved = batch = fold()
    while batch == BATCH:
        batch = fold()
        moved += batch
    return moved


def catch_up(waits: Callable[[], None]) -> int:
    """Folds until everything that was pending at the start is folded, by this or another fold.

    Returns how many it moved.

    Calls `waits` once if it has to wait for another fold.
    """
    last = Pending.objects.aggregate(last=Max("id"))["last"]
    moved, waited = 0, False
    while last is not None and Pending.objects.filter(pk__lte=last).exists():
        batch = fold()
        moved += batch
        if not batch:
            if not waited:
                waits()
            waited = True
            time.sleep(PAUSE)
    return moved


def _one(sql: str, *parameters: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.fetchone()[0])
