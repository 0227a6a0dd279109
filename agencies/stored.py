"""Models of the rows that a condition in SQL names, for what every request asks.

Django takes several times as long to put such a query together as PostgreSQL to answer it.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

M = TypeVar("M", bound=Model)


def stored(model: type[M], condition: str, params: Sequence[Any]) -> list[M]:
    """The model's table is `t` in the condition."""
    names, select = _selected(model)
    with connection.cursor() as cursor:
        cursor.execute(f"{select} WHERE {condition}", params)
        return [model.from_db(connection.alias, names, row) for row in cursor.fetchall()]


@cache
def _selected(model: type[Model]) -> tuple[list[str], str]:
    fields = model._meta.concrete_fields
    columns = ", ".join(f't."{field.column}"' for field in fields)
    return [field.attname for field in fields], f"SELECT {columns} FROM {model._meta.db_table} t"  # noqa: S608
