"""Snapshots: several statements that see one state of the database; and statements that are planned once."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection, transaction

from common.db.statements import ensure_connected


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Everything read inside sees one state of the database, while others write.

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
