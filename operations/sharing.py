"""Who may read what: the one place that turns a marking into a condition."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from django.db import connection
from django.db.models import BooleanField, Expression, F, Model, Q, QuerySet

from operations.marking import OPEN, Marking


class Reader(Protocol):
    """A signed-in person, or a key: a key has an agency but is no named person."""

    role: Any

    @property
    def agency_id(self) -> int | None: ...
    @property
    def user_id(self) -> int | None: ...
    def allows(self, scope: str) -> bool: ...


def marking_allows(
    reader: Reader, *, operations: "QuerySet[Any, Any] | list[Any]", field: str, named: "QuerySet[Any, Any]"
) -> Q:
    """What the reader may read by marking alone.

    `operations` are those that the reader's agency takes part in, `field` leads from the record to its
    operation, and `named` are the ids of records in which the reader is named.
    """
    allowed = Q(marking__in=OPEN)
    if reader.agency_id is not None:
        ours = Q(owner=reader.agency_id)
        allowed |= Q(ours | Q(**{f"{field}__in": operations}), marking=Marking.AMBER)
        allowed |= Q(ours, marking=Marking.AMBER_STRICT)
    if reader.user_id is not None:
        allowed |= Q(pk__in=named, marking=Marking.RED)
    return allowed


@dataclass(frozen=True)
class _Anybody:
    """Stands for a reader where a condition is put together; neither number is anybody's id."""

    agency_id: int | None = -1
    user_id: int | None = -2


class Allowed(Expression):
    """The condition that a model's `allowed_to(reader)` puts on a row, made into SQL once.

    Django takes longer to put it together than the database to apply it, and only the reader's ids ever differ.
    """

    output_field = BooleanField()

    def __init__(self, model: type[Model], reader: Reader) -> None:
        super().__init__()
        self.model, self.reader = model, reader
        self.row: Any = F("pk")

    def get_source_expressions(self) -> list[Any]:
        return [self.row]

    def set_source_expressions(self, exprs: Any) -> None:
        (self.row,) = exprs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return allowed(self.model, self.reader, row=compiler.quote_name_unless_alias(self.row.alias))


def allowed(model: type[Model], reader: Reader, *, row: str) -> tuple[str, tuple[Any, ...]]:
    """The same condition in SQL, with its parameters; `row` is what the model's table is called there."""
    sql, params = _written(model, reader.agency_id is None, reader.user_id is None)
    ids = {_Anybody.agency_id: reader.agency_id, _Anybody.user_id: reader.user_id}
    return sql.format(row=row), tuple(ids.get(param, param) for param in params)


def may_see(model: type[Model], reader: Reader, pk: Any) -> bool:
    """Whether the reader may see that row."""
    condition, params = allowed(model, reader, row="t")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT FROM {model._meta.db_table} t WHERE t.id = %s AND {condition}", [pk, *params])
        return bool(cursor.rowcount)


@cache
def _written(model: Any, no_agency: bool, no_user: bool) -> tuple[str, tuple[Any, ...]]:
    reader = _Anybody(*(None if none else known for none, known in ((no_agency, -1), (no_user, -2))))
    query = model._default_manager.allowed_to(reader).query
    sql, params = query.get_compiler(connection=connection).compile(query.where)
    table = connection.ops.quote_name(model._meta.db_table)
    return f"({sql.replace(f'{table}.', '{row}.')})", tuple(
        getattr(param, "value", param) for param in params
    )
