"""Runs long queries two at a time, each on a connection of its own, in one snapshot."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db import connection, transaction

Query = tuple[str, tuple[Any, ...]]
Row = tuple[Any, ...]
RunAll = Callable[[Sequence[Query]], Iterator[Row]]

HANDS = 2
# One instant, and nothing can be written by mistake.
ISOLATION = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
# Memory for one step of one question; no more hands than these; and what the planner does badly where many small rows
# are made out of one.
SETTINGS = ("work_mem = '64MB'", "max_parallel_workers_per_gather = 0", "enable_memoize = off", "jit = off")


@contextmanager
def one_instant() -> Iterator[RunAll]:
    """A function that yields one row for each query, in their order. Inside a transaction it runs them one by one."""
    if connection.in_atomic_block:
        # What this transaction has written no other connection sees.
        yield lambda queries: map(_run_in_transaction, queries)
        return
    pool = ThreadPoolExecutor(HANDS)
    try:
        with transaction.atomic():
            run(ISOLATION)
            # Not in a savepoint: there PostgreSQL hands none out.
            (snapshot,) = row(("SELECT pg_export_snapshot()", ()))
            yield lambda queries: pool.map(partial(_run_in_snapshot, snapshot), queries)
    finally:
        pool.shutdown(cancel_futures=True)


def _run_in_snapshot(snapshot: str, query: Query) -> Row:
    try:
        with transaction.atomic():
            run(ISOLATION)
            run("SET TRANSACTION SNAPSHOT %s", snapshot)
            apply_settings()
            return row(query)
    finally:
        connection.close()


def _run_in_transaction(query: Query) -> Row:
    with transaction.atomic():
        apply_settings()
        return row(query)


def row(query: Query) -> Row:
    with connection.cursor() as cursor:
        cursor.execute(*query)
        return tuple(cursor.fetchone())


def apply_settings() -> None:
    """Applies SETTINGS for the rest of this transaction."""
    for setting in SETTINGS:
        run(f"SET LOCAL {setting}")


def run(sql: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
