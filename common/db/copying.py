"""Many new rows: made in a fraction of the time that a model's constructor takes, and saved by COPY.

An INSERT of thousands of rows takes most of its time in Python, to build it.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

import orjson
from django.db import connections, router
from django.db.models import AutoField, Field, Model
from django.db.models.base import ModelState
from psycopg.types.json import Jsonb

M = TypeVar("M", bound=Model)
# Types whose values the driver sends as they are.
PLAIN = {str, int, bool, Decimal, UUID, datetime.date, datetime.datetime, type(None)}
# Fewer rows than this take one statement by INSERT, and no longer.
FEW = 25
# Carries the act into the history (pghistory puts that before any statement but a COPY), and spares every row's trigger
# to find this setting missing.
READY = "SET LOCAL pgtrigger.ignore = '{}'"


def insert_rows(model: type[Model], rows: Sequence[Any]) -> None:
    """Saves new rows that `check_row` has accepted. Triggers and constraints apply as to any INSERT."""
    if len(rows) < FEW:
        model._default_manager.bulk_create(rows)
        return
    connection = connections[router.db_for_write(model)]
    columns = dict(_columns(model, rows))
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(READY)
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as stream:
            for values in zip(*columns.values(), strict=True):
                stream.write_row(values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _columns(model: type[Model], rows: Sequence[Any]) -> Iterator[tuple[str, list[Any]]]:
    """The columns that have a value in any of the rows: the others are NULL without being sent."""
    for field in model._meta.concrete_fields:
        # A number that the database gives is not read back.
        if field.generated or isinstance(field, AutoField):
            continue
        if type(field).pre_save is Field.pre_save:
            name = field.attname
            values = [row.__dict__[name] for row in rows]
        else:
            values = [field.pre_save(row, True) for row in rows]
        types = set(map(type, values))
        if types != {type(None)} or field.has_db_default():
            yield str(field.column), values if types <= PLAIN else list(map(_text, values))


def _text(value: Any) -> Any:
    """The value; a choice as plain text, because the driver would send its name; an object as JSON."""
    if isinstance(value, str):
        return value if type(value) is str else str(value)
    return Jsonb(value, orjson.dumps) if isinstance(value, dict) else value


def blank_row(model: type[M]) -> M:
    """A row with its defaults, as `model()` makes it; receivers of `pre_init` and `post_init` are not called."""
    fixed, made = _defaults(model)
    row = model.__new__(model)
    values = row.__dict__
    values["_state"] = ModelState()
    values.update(fixed)
    for name, make in made:
        values[name] = make()
    return row


def link(row: Model, name: str, related: Model | None) -> None:
    """Sets a related row without the work of an assignment. The field must not have been read before."""
    row.__dict__[f"{name}_id"] = related.pk if related else None
    row._state.fields_cache[name] = related


@cache
def _defaults(model: type[Model]) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]]]:
    fixed: dict[str, Any] = {}
    made: list[tuple[str, Callable[[], Any]]] = []
    for field in model._meta.concrete_fields:
        if field.generated:
            continue
        if callable(getattr(field, "default", None)) and field.has_default():
            made.append((field.attname, field.default))
        else:
            fixed[field.attname] = field.get_default()
    return fixed, made
