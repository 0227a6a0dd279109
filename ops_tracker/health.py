"""Whether the server is alive, and whether it can do its work. Neither says anything about the records."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from ops_tracker.celery import app


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
def ready(_request: HttpRequest) -> JsonResponse:
    """200 where all that is needed answers, 503 where something does not, and which."""
    parts = {name: _answers(check) for name, check in NEEDED.items()}
    complete = all(parts.values())
    return JsonResponse(
        {"status": "ready" if complete else "not ready", **parts}, status=200 if complete else 503
    )


def _answers(check: Callable[[], None]) -> bool:
    try:
        check()
    # Whatever stops it from answering, the reply is the same: not ready.
    except Exception:  # noqa: BLE001
        return False
    return True
