"""Requests a fold soon after a write: one request for many writes, and never at their cost.

The periodic sweep (CELERY_BEAT_SCHEDULE) makes up for a lost request, and figures are right before any fold.
"""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from celery import current_app
from django.core.cache import cache
from django.utils import timezone

from figures.ledger import folding

logger = logging.getLogger(__name__)

REQUESTED, LAST = "figures:fold-requested", "figures:last-fold"
# Seconds: what is written so soon after is folded along; how long a request is worth repeating; and how long nobody
# asks a Redis again that did not answer.
DELAY, LIFETIME, SILENCE = 1, 60, 30


@dataclass(frozen=True)
class LastFold:
    """The last fold that moved postings."""

    at: datetime
    postings: int
    seconds: float

    @property
    def rate(self) -> float:
        """Postings a second."""
        return self.postings / self.seconds if self.seconds else 0.0


class _Outage:
    """The time since which Redis has not answered this process, by the monotonic clock; 0 while it answers."""

    began = tried = 0.0


def request_fold() -> None:
    """Requests a fold of what is committed. A Redis that hangs delays one write in half a minute, by one second."""
    if _Outage.began and time.monotonic() < _Outage.tried + SILENCE:
        return
    try:
        if cache.add(REQUESTED, 1, timeout=LIFETIME):
            current_app.send_task("figures.tasks.fold", countdown=DELAY, expires=LIFETIME, retry=False)
    # Whatever the client library raises: the write itself is done, and that is what counts.
    except Exception as error:  # noqa: BLE001
        if not _Outage.began:
            _Outage.began = time.monotonic()
            logger.warning("No fold can be requested, the sweep has to find what is pending: %s", error)
        _Outage.tried = time.monotonic()
    else:
        _Outage.began = 0.0


def fold_now() -> None:
    """Folds. Later writes request another fold."""
    with suppress(Exception):
        cache.delete(REQUESTED)
    timed(folding.fold_all)


def timed(fold: Callable[[], int]) -> int:
    """Calls `fold` and stores how long it took. Returns how many postings it moved."""
    began = time.perf_counter()
    if moved := fold():
        with suppress(Exception):
            cache.set(LAST, LastFold(timezone.now(), moved, time.perf_counter() - began), timeout=None)
    return moved


def last_fold() -> LastFold | None:
    """The last fold; None if there was none since Redis was started, or if Redis does not answer."""
    with suppress(Exception):
        found = cache.get(LAST)
        return found if isinstance(found, LastFold) else None
    return None
