"""Sharing: the markings, and the one place that turns a marking into a condition on readers."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, reduce
from typing import Any, Protocol

from django.db import connection, models
from django.db.models import BooleanField, Expression, F, Model, Q, QuerySet

from common.db.compiled import Compiled, where_of


class Marking(models.TextChoices):
    """Traffic Light Protocol 2.0 (FIRST, 2022), in the spelling of the standard."""

    CLEAR = "TLP:CLEAR", "TLP:CLEAR"
    GREEN = "TLP:GREEN", "TLP:GREEN"
    AMBER = "TLP:AMBER", "TLP:AMBER"
    AMBER_STRICT = "TLP:AMBER+STRICT", "TLP:AMBER+STRICT"
    RED = "TLP:RED", "TLP:RED"


OPEN = (Marking.CLEAR, Marking.GREEN)
STRICTNESS = {marking: number for number, marking in enumerate(Marking.values)}


def stricter(marking: str, other: str) -> str:
    """The marking that fewer may read. A value that is no marking is returned, for validation to refuse."""
    known = marking in STRICTNESS and other in STRICTNESS
    return max(marking, other, key=STRICTNESS.__getitem__) if known else marking


def strictest(markings: Iterable[str]) -> str:
    """The marking of what has several: the one that the fewest may read; TLP:GREEN for nothing at all."""
    return reduce(stricter, markings, str(Marking.GREEN))


class Reader(Protocol):
    """A signed-in person, or a key, which has an agency and no `user_id`."""

    role: Any

    @property
    def agency_id(self) -> int | None: ...
    @property
    def user_id(self) -> int | None: ...
    def allows(self, scope: str) -> bool: ...


class Everybody:
    """The reader who reads what every signed-in reader may, and nothing else: of no agency, and named nowhere."""

    role = ""
    agency_id: int | None = None
    user_id: int | None = None

    def allows(self, scope: str) -> bool:
        return True


EVERYBODY = Everybody()


def marking_allows(
    reader: Reader, *, operations: "QuerySet[Any, Any] | list[Any]", field: str, named: "QuerySet[Any, Any]"
) -> Q:
    """The condition of rows that the reader may read by their marking alone.

    `operations` are those that the reader's agency takes part in, `field` leads from the record to its operation, and
    `named` are the ids of records in which the reader is named.
    """
    allowed = Q(marking__in=OPEN)
    if reader.agency_id is not None:
        ours = Q(owner=reader.agency_id)
        allowed |= Q(ours | Q(**{f"{field}__in": operations}), marking=Marking.AMBER)
        allowed |= Q(ours, marking=Marking.AMBER_STRICT)
    if reader.user_id is not None:
        allowed |= Q(pk__in=named, marking=Marking.RED)
    return allowed


# Stand for the ids of a reader while a condition is compiled; no row has such an id.
ANY_AGENCY, ANY_USER = -1, -2


@dataclass(frozen=True)
class _Anybody:
    agency_id: int | None
    user_id: int | None


class Allowed(Expression):
    """The condition that a model's `allowed_to(reader)` puts on a row, compiled once.

    Django takes longer to compile it than the database to apply it, and only the reader's ids ever differ.
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
        return visible_condition(self.model, self.reader, table=self.row.alias)


def visible_condition(model: type[Model], reader: Reader, *, table: str) -> Compiled:
    """The condition of `visible_to` in SQL, with its parameters; `table` is the alias of the model's table."""
    return condition_of(model, "allowed_to", reader, table=table)


def condition_of(model: type[Model], rows: str, reader: Reader, *, table: str) -> Compiled:
    """The condition in SQL of `rows`, the name of the manager's method that takes the reader, with its parameters."""
    sql, params = _compiled(model, rows, reader.agency_id is None, reader.user_id is None, table)
    return sql, tuple(_id_of(reader, param) for param in params)


def may_see(model: type[Model], reader: Reader, pk: Any) -> bool:
    """Whether the reader may see that row."""
    condition, params = visible_condition(model, reader, table="t")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT FROM {model._meta.db_table} t WHERE t.id = %s AND {condition}", [pk, *params])
        return bool(cursor.rowcount)


def preserve_hidden(record: Any, stored: Any, *names: str, by: Reader) -> None:
    """Restores the named relations that lead to rows hidden from the editor: their form shows them empty."""
    for name in names:
        field = record._meta.get_field(name)
        pk = getattr(stored, field.attname)
        cleared = pk is not None and getattr(record, field.attname) is None
        if cleared and not may_see(field.related_model, by, pk):
            setattr(record, field.attname, pk)


def points_beyond(record: Any, name: str, by: Reader) -> bool:
    """Whether the editor has set a relation to a row that they may not see."""
    field = record._meta.get_field(name)
    pk = getattr(record, field.attname)
    if pk is None or may_see(field.related_model, by, pk):
        return False
    return not type(record)._default_manager.filter(pk=record.pk, **{name: pk}).exists()


@cache
def _compiled(model: Any, rows: str, no_agency: bool, no_user: bool, table: str) -> Compiled:
    reader = _Anybody(None if no_agency else ANY_AGENCY, None if no_user else ANY_USER)
    return where_of(getattr(model._default_manager, rows)(reader), table=table)


def _id_of(reader: Reader, param: Any) -> Any:
    """A parameter of the compiled condition, with the reader's ids in the place of the placeholders."""
    if isinstance(param, int) and param in (ANY_AGENCY, ANY_USER):
        return reader.agency_id if param == ANY_AGENCY else reader.user_id
    return param
