"""The progress of an import, in Redis while it goes on: its transaction shows nothing to others."""

import json
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from agencies.models import User
from common.redis import redis_client
from imports.models import FileImport
from imports.services.running import Cancelled

PROGRESS, STOP, LIFETIME = "import/{}/progress", "import/{}/stop", 3600


@dataclass(frozen=True)
class RowsRead:
    """Rows read, rows a second, and the seconds left, where an earlier run has counted the rows of the file."""

    rows: int = 0
    rate: int = 0
    left: int | None = None


class Watched:
    """Called with the number of rows read: stores it for whoever looks on. Raises Cancelled if somebody cancelled."""

    def __init__(self, file_import: FileImport) -> None:
        self.file_import, self.began = file_import, time.time()

    def __call__(self, rows: int) -> None:
        key = PROGRESS.format(self.file_import.pk)
        # A file is read whether or not somebody can look on.
        with suppress(RedisError):
            store = redis_client()
            store.set(key, json.dumps({"rows": rows, "seconds": time.time() - self.began}), ex=LIFETIME)
            if by := store.get(STOP.format(self.file_import.pk)):
                words = {"user": by.decode() if isinstance(by, bytes) else by, "rows": rows}
                raise Cancelled(_("%(user)s cancelled it after %(rows)d rows.") % words)


def request_stop(file_import: FileImport, by: User) -> None:
    with suppress(RedisError):
        redis_client().set(STOP.format(file_import.pk), by.get_username(), ex=LIFETIME)


def progress_of(file_import: FileImport) -> RowsRead:
    found: Any = None
    with suppress(RedisError):
        found = redis_client().get(PROGRESS.format(file_import.pk))
    if not found:
        return RowsRead()
    seen = json.loads(found)
    rows, rate = seen["rows"], seen["rows"] / max(seen["seconds"], 0.001)
    # A file that was checked before has been counted.
    total = file_import.counts.get("rows", 0)
    return RowsRead(rows, round(rate), round((total - rows) / rate) if rate and total > rows else None)


def forget_stop(file_import: FileImport) -> None:
    """Forgets that a run was cancelled, before the next one is sent to a worker."""
    with suppress(RedisError):
        redis_client().delete(STOP.format(file_import.pk))
