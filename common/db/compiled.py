"""Conditions and columns of Django's queries as SQL text, for statements that Django does not build.

Aliases are changed in the tree of expressions, by the methods with which Django renames tables in subqueries; the
compiled text is never searched or replaced. tests/common/db/test_compiled.py compares the result with plain queries.
"""

from typing import Any

from django.db import connection
from django.db.models import Expression, IntegerField, QuerySet

Compiled = tuple[str, tuple[Any, ...]]


def where_of(queryset: QuerySet[Any], *, table: str) -> Compiled:
    """The WHERE condition of a queryset on one table, with its parameters; `table` is the alias in the statement.

    Raises ValueError if the condition needs a join.
    """
    query = queryset.query.clone()
    own = query.get_initial_alias()
    joined = [alias for alias in query.alias_map if query.alias_refcount[alias] and alias != own]
    if joined:
        raise ValueError(f"A condition in a statement of its own cannot bring the tables {joined} with it.")
    if table != own:
        query.change_aliases({own: table})
    sql, params = query.get_compiler(connection=connection).compile(query.where)
    # Fields wrap some of their values for the database.
    return f"({sql})", tuple(getattr(param, "value", param) for param in params)


def select_all(queryset: QuerySet[Any]) -> Compiled:
    """The statement of a queryset that selects `t.*`, and its parameters.

    Django takes longer to name forty columns one by one than the database takes for the rows.
    """
    query = queryset.query.clone()
    query.clear_select_clause()
    query.set_select([_AllColumns(query.get_initial_alias())])
    sql, params = query.sql_with_params()
    return sql, tuple(params)


class _AllColumns(Expression):
    output_field = IntegerField()

    def __init__(self, alias: str) -> None:
        super().__init__()
        self.alias = alias

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return f"{compiler.quote_name_unless_alias(self.alias)}.*", ()
