"""Health checks: whether the server is alive, and whether it can work. They say nothing about the records."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from figures.ledger import folding
from ops_tracker.celery import app
from ops_tracker.nearby import from_this_machine

# Seconds, and postings, from which on the folding is called behind: the worker is down, or has too much to do.
LATE, MANY = 300, 100_000


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _cache() -> None:
    cache.get("readyz")


def _broker() -> None:
    with app.connection_for_read() as broker:
        broker.ensure_connection(max_retries=1, timeout=2)


NEEDED: dict[str, Callable[[], None]] = {"database": _database, "cache": _cache, "broker": _broker}


@login_not_required
@never_cache
def alive(_request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "alive"})


@login_not_required
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 if all services answer, 503 if one does not, with its name.

    Pending postings are never a fault: figures are right with them. Their number is stated to this machine alone:
    others would see by it when anything is recorded, hidden from them or not.
    """
    parts = {name: _answers(check) for name, check in NEEDED.items()}
    complete = all(parts.values())
    ledger = _ledger()
    if not from_this_machine(request):
        ledger = {name: value for name, value in ledger.items() if name == "folding"}
    state = {"status": "ready" if complete else "not ready", **parts, **ledger}
    return JsonResponse(state, status=200 if complete else 503)


def _answers(check: Callable[[], None]) -> bool:
    try:
        check()
    # Whatever stops it from answering, the reply is the same: not ready.
    except Exception:  # noqa: BLE001
        return False
    return True


def _ledger() -> dict[str, Any]:
    with suppress(DatabaseError):
        waiting = folding.pending()
        behind = waiting.seconds > LATE or waiting.number > MANY
        return {
            "pending_postings": waiting.number,
            "oldest_pending_seconds": round(waiting.seconds, 1),
            "folding": "behind: figures are right, and slower" if behind else "in time",
        }
    return {}
