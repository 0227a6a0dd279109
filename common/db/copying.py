"""Saves rows by COPY: an INSERT of thousands of rows takes most of its time in Python, to build it."""

from collections.abc import Sequence
from typing import Any

from django.db import connections, router
from django.db.models import AutoField, Model
from django.db.models.fields import Field
from psycopg.types.json import Jsonb

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
    fields: list[Field[Any, Any]] = [
        field
        for field in model._meta.concrete_fields
        # A number that the database gives is not read back.
        if not field.generated and not isinstance(field, AutoField)
    ]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(READY)
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as stream:
            for row in rows:
                stream.write_row([_text(field.pre_save(row, True)) for field in fields])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _text(value: Any) -> Any:
    """The value; a choice as plain text, because the driver would send its name; an object as JSON."""
    if isinstance(value, dict):
        return Jsonb(value)
    return str(value) if isinstance(value, str) else value
