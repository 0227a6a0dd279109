"""Statements that see one state of the database, and are planned once."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection, transaction

from common.db.statements import ensure_connected


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Whatever is read inside is of one instant, however long it takes and whoever writes meanwhile.

    Inside a transaction that is under way already, its own isolation decides: PostgreSQL sets it at the start only.
    """
    nested = connection.in_atomic_block
    with transaction.atomic():
        if not nested:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def instant_of_snapshot() -> datetime.datetime:
    """When the snapshot was taken, by the clock that postings are dated by; ask before anything else inside it."""
    instant: datetime.datetime = fetch_tuples("SELECT clock_timestamp()", {})[0][0]
    return instant


def fetch_tuples(text: str, parameters: dict[str, Any], *, prepare: bool = True) -> list[tuple[Any, ...]]:
    """The rows of one statement; `prepare` one that is short work, and would take longer to plan than to run."""
    ensure_connected()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        return cursor.execute(text, parameters, prepare=prepare).fetchall()
