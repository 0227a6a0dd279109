"""Rows as dictionaries, without a model for each."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import ModelIterable
from psycopg.types.datetime import TimestamptzLoader
from psycopg.types.string import TextLoader

from common.db.compiled import select_all
from common.db.statements import Statement, execute_together

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


class _Fetched(ModelIterable):  # type: ignore[type-arg]
    def __iter__(self) -> Iterator[Row]:
        try:
            return iter(fetch_rows(*select_all(self.queryset)))
        except EmptyResultSet:
            return iter(())
