"""Check constraints evaluated in Python, by the rules of SQL: a row is judged without a query, however many rows."""

import operator
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint, F, Field, ForeignKey, IntegerField, Model, Q
from django.db.models.expressions import Combinable, Func, Value
from django.db.models.functions import Cast, ExtractDay
from django.db.models.lookups import Lookup

# As in SQL: None is unknown, and a constraint refuses only what is certainly false.
Truth = bool | None

LOOKUPS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": operator.eq,
    "in": lambda value, found: value in found,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "range": lambda value, ends: ends[0] <= value <= ends[1],
    "regex": lambda value, pattern: re.search(pattern, value) is not None,
}


class Contains(Func):
    """Whether an array has an element: a condition for constraints."""

    function = "array_position"
    output_field = IntegerField()

    def __init__(self, array: str, element: str) -> None:
        super().__init__(F(array), F(element))

    @staticmethod
    def in_python(array: list[Any], element: Any) -> int | None:
        """What the database makes of the values, as every function in a constraint says here."""
        return array.index(element) + 1 if element in array else None


def check_row(row: Model, *without: str) -> None:
    """Raises ValidationError with all that is wrong with the row by itself: its fields and its check constraints.

    The rows that it names are looked for only where they were not loaded with it.
    """
    loaded = {
        field.name
        for field in row._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.is_cached(row) and getattr(row, field.name) is not None
    }
    errors: dict[str, Any] = {}
    for check in (partial(row.clean_fields, {*without, *loaded}), row.clean):
        try:
            check()
        except ValidationError as error:
            errors = error.update_error_dict(errors)
    try:
        check_constraints(row, *errors)
    except ValidationError as error:
        errors = error.update_error_dict(errors)
    if errors:
        raise ValidationError(errors)


def check_constraints(row: Model, *without: str) -> None:
    """Raises ValidationError with the sentence of every check constraint that the row violates.

    Constraints on the fields in `without` are passed over: something else is wrong with those.
    """
    found = [
        ValidationError(
            constraint.violation_error_message or constraint.name, code=constraint.violation_error_code
        )
        for constraint in row._meta.constraints
        if isinstance(constraint, CheckConstraint)
        and not names_in(constraint.condition) & set(without)
        and holds(constraint.condition, row) is False
    ]
    if found:
        raise ValidationError({NON_FIELD_ERRORS: found})


def holds(condition: Any, row: Model) -> Truth:
    if isinstance(condition, Q):
        return _combined(condition, [holds(child, row) for child in condition.children])
    if isinstance(condition, Lookup):
        return _compared(str(condition.lookup_name), _value(condition.lhs, row), _value(condition.rhs, row))
    path, stated = condition
    name, _line, lookup = path.partition("__")
    return _compared(lookup or "exact", _value(F(name), row), _value(stated, row))


def names_in(condition: Any) -> set[str]:
    """The names of the fields that a condition reads."""
    match condition:
        case Q():
            return {name for child in condition.children for name in names_in(child)}
        case (str(path), stated) if isinstance(condition, tuple):
            return {path.partition("__")[0]} | (names_in(stated) if isinstance(stated, Combinable) else set())
        case F():
            return {str(condition.name)}  # type: ignore[attr-defined]
        case _ if hasattr(condition, "get_source_expressions"):
            return {name for each in condition.get_source_expressions() for name in names_in(each)}
    return set()


def _combined(condition: Q, truths: list[Truth]) -> Truth:
    decisive = condition.connector == Q.OR
    truth: Truth = not decisive
    if decisive in truths:
        truth = decisive
    elif None in truths:
        truth = None
    return truth if truth is None else truth is not condition.negated


def _compared(lookup: str, value: Any, stated: Any) -> Truth:
    if lookup == "isnull":
        return (value is None) is stated
    if value is None or stated is None:
        return None
    return LOOKUPS[lookup](value, stated)


def _value(expression: Any, row: Model) -> Any:
    match expression:
        case F():
            field = row._meta.get_field(expression.name)  # type: ignore[attr-defined]
            assert isinstance(field, Field)
            return getattr(row, field.attname)
        case Value():
            return expression.value
        case Cast():
            return _value(expression.get_source_expressions()[0], row)
        case ExtractDay():
            day = _value(expression.get_source_expressions()[0], row)
            return None if day is None else day.day
        case _ if hasattr(expression, "in_python"):
            values = [_value(each, row) for each in expression.get_source_expressions()]
            return None if None in values else expression.in_python(*values)
    return expression
