"""Statements whose text never changes, planned once for a connection; and rows as dictionaries, without models.

Django takes longer to build the queries of a request than PostgreSQL to answer them, and a round trip takes longer
the more processes wait for a processor. So the queries of every request are written in SQL and sent together.
"""

import select
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from functools import cache
from typing import Any, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable
from psycopg.pq import TransactionStatus
from psycopg.types.datetime import TimestamptzLoader
from psycopg.types.string import TextLoader

from common.db.compiled import select_all

M = TypeVar("M", bound=Model)
Statement = tuple[str, Any]  # the text and its parameters


def execute_together(*statements: Statement, loaders: Mapping[str, Any] | None = None) -> list[Any]:
    """A cursor for each statement, after one round trip.

    `loaders` are psycopg's loaders by PostgreSQL type, where values are not to be read as Django reads them.
    """
    # The log has the parameters only where they are written into the statement.
    logged = connection.queries_logged
    cursors = [connection.cursor() if logged else _planning() for _ in statements]
    several = not logged and (len(statements) > 1 or _begins())
    with connection.wrap_database_errors, connection.connection.pipeline() if several else nullcontext():
        for cursor, (text, params) in zip(cursors, statements, strict=True):
            for kind, loader in (loaders or {}).items():
                cursor.adapters.register_loader(kind, loader)
            cursor.execute(text, params)
    return cursors


def _begins() -> bool:
    """Whether the next statement begins a transaction: the BEGIN takes no round trip of its own in a pipeline."""
    driver = connection.connection
    return not driver.autocommit and driver.info.transaction_status == TransactionStatus.IDLE


def _planning() -> Any:
    ensure_connected()
    # The stubs know only the cursors that Django opens by itself.
    own, binding = cast(Any, connection), cast(Any, ServerBindingCursor)
    return own.make_cursor(binding(own.connection))


def ensure_connected() -> None:
    """Opens the connection again if the server closed it while it waited for this request.

    A server that stops says so on the socket, which is checked here; Django's own check is one round trip a request.
    """
    # Django keeps what it has checked in an attribute that the stubs leave out.
    own: Any = connection
    if own.connection and not own.connection.closed and _is_silent(own.connection.fileno()):
        own.health_check_done = True
    own.close_if_health_check_failed()
    own.ensure_connection()


def _is_silent(socket: int) -> bool:
    waiting = select.poll()
    waiting.register(socket, select.POLLIN)
    return not waiting.poll(0)


def selecting(model: type[Model], condition: str) -> str:
    """The text of a SELECT of the model's columns where a condition in SQL is true; `t` is the model's table."""
    return f"{_columns(model)[1]} WHERE {condition}"


def models_of(model: type[M], rows: Any) -> list[M]:
    """Models from a cursor that executed a statement made by `selecting`."""
    names = _columns(model)[0]
    return [model.from_db(connection.alias, names, row) for row in rows.fetchall()]


@cache
def _columns(model: type[Model]) -> tuple[Sequence[str], str]:
    fields = model._meta.concrete_fields
    columns = ", ".join(f't."{field.column}"' for field in fields)
    return [field.attname for field in fields], f"SELECT {columns} FROM {model._meta.db_table} t"  # noqa: S608


Row = dict[str, Any]

# Text is what is sent of these, and Django's loader of instants is the one that is not compiled.
LOADERS = {"uuid": TextLoader, "numeric": TextLoader, "timestamptz": TimestamptzLoader}


def fetch_rows(sql: str, params: Any) -> list[Row]:
    """Rows as dictionaries by column: ids and numbers as PostgreSQL's text, dates and instants as Python's."""
    with connection.cursor() as cursor:
        for kind, loader in LOADERS.items():
            cursor.adapters.register_loader(kind, loader)
        cursor.execute(sql, params)
        return _named(cursor)


def fetch_together(*statements: Statement) -> list[list[Row]]:
    """The rows of several statements, each as `fetch_rows` gives them, in one round trip.

    Their text must never change.
    """
    return [_named(cursor) for cursor in execute_together(*statements, loaders=LOADERS)]


def _named(cursor: Any) -> list[Row]:
    result = cursor.pgresult
    names = [result.fname(number).decode() for number in range(result.nfields)]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def array(values: Iterable[Any]) -> str:
    """Ids as an array of PostgreSQL for `= ANY(%s::uuid[])`: one parameter, however many ids there are."""
    return f"{{{','.join(map(str, values))}}}"


def as_rows(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """The queryset, changed to return dictionaries with all columns instead of models."""
    queryset._iterable_class = _Fetched  # noqa: SLF001
    return queryset


class _Fetched(ModelIterable[Any]):
    def __iter__(self) -> Iterator[Row]:
        try:
            return iter(fetch_rows(*select_all(self.queryset)))
        except EmptyResultSet:
            return iter(())
