"""Asks for a fold soon after a write: once, however many write meanwhile, and never at their cost.

Whatever is lost here is found by the next sweep (CELERY_BEAT_SCHEDULE), and figures are right before any fold.
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

ASKED, LAST = "figures:fold-asked", "figures:last-fold"
# Seconds: what is written so soon after is folded along; how long a request is worth repeating; and how long nobody
# asks a Redis again that did not answer.
DELAY, LIFETIME, SILENCE = 1, 60, 30


@dataclass(frozen=True)
class LastFold:
    """The last fold that had something to do."""

    at: datetime
    postings: int
    seconds: float

    @property
    def rate(self) -> float:
        """Postings a second."""
        return self.postings / self.seconds if self.seconds else 0.0


class _Outage:
    """Since when Redis has not answered this process, on the monotonic clock; 0 while it does."""

    began = asked = 0.0


def request_fold() -> None:
    """Asks for a fold of what is committed. A Redis that hangs delays one write in half a minute, by a second."""
    if _Outage.began and time.monotonic() < _Outage.asked + SILENCE:
        return
    try:
        if cache.add(ASKED, 1, timeout=LIFETIME):
            current_app.send_task("figures.tasks.fold", countdown=DELAY, expires=LIFETIME, retry=False)
    # Whatever the client library raises: the write itself is done, and that is what counts.
    except Exception as error:  # noqa: BLE001
        if not _Outage.began:
            _Outage.began = time.monotonic()
            logger.warning("No fold can be asked for, the sweep has to find what is pending: %s", error)
        _Outage.asked = time.monotonic()
    else:
        _Outage.began = 0.0


def fold_now() -> None:
    """Folds. Whoever writes from now on asks anew."""
    with suppress(Exception):
        cache.delete(ASKED)
    timed(folding.fold_all)


def timed(fold: Callable[[], int]) -> int:
    """Folds by `fold`, and remembers how long that took. Returns how many postings it moved."""
    began = time.perf_counter()
    if moved := fold():
        with suppress(Exception):
            cache.set(LAST, LastFold(timezone.now(), moved, time.perf_counter() - began), timeout=None)
    return moved


def last_fold() -> LastFold | None:
    """None where there has been none since Redis was started, or where it does not answer."""
    with suppress(Exception):
        found = cache.get(LAST)
        return found if isinstance(found, LastFold) else None
    return None
