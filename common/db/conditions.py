"""Check constraints evaluated in Python by the rules of SQL: many rows can be checked without a query."""

import operator
import re
from collections.abc import Callable
from functools import cache, partial
from typing import Any, NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint, F, Field, IntegerField, Model, Q
from django.db.models.expressions import Combinable, Func, Value
from django.db.models.functions import Cast, ExtractDay
from django.db.models.lookups import Lookup

from common.db.fields import check_fields, remember

# As in SQL: None is unknown, and a constraint refuses only what is certainly false.
Truth = bool | None
Judge = Callable[[Model], Truth]
Read = Callable[[Any], Any]

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
    """A condition for constraints: an array has an element."""

    function = "array_position"
    output_field = IntegerField()

    def __init__(self, array: str, element: str) -> None:
        super().__init__(F(array), F(element))

    @staticmethod
    def in_python(array: list[Any], element: Any) -> int | None:
        """The value that the database would compute from these values.

        Every function used in a constraint has this method.
        """
        return array.index(element) + 1 if element in array else None


def check_row(row: Model, *without: str) -> None:
    """Raises ValidationError with all that is wrong with the row by itself: its fields and its check constraints.

    Related rows are only queried if they were not loaded with the row.
    """
    errors: dict[str, Any] = {}
    for check in (partial(check_fields, row, *without), row.clean):
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

    Constraints on a field in `without` are skipped: that field has an error already.
    """
    found = [
        ValidationError(
            each.constraint.violation_error_message or each.constraint.name,
            code=each.constraint.violation_error_code,
        )
        for each in _constraints(type(row))
        if each.judge(row) is False and not each.names.intersection(without)
    ]
    if found:
        raise ValidationError({NON_FIELD_ERRORS: found})


class _Constraint(NamedTuple):
    constraint: CheckConstraint
    names: frozenset[str]
    judge: Judge


@cache
def _constraints(model: type[Model]) -> list[_Constraint]:
    found = []
    for each in model._meta.constraints:
        if isinstance(each, CheckConstraint):
            names = frozenset(names_in(each.condition))
            found.append(_Constraint(each, names, _remembered(judge_of(each.condition, model), names, model)))
    return found


def _remembered(judge: Judge, names: frozenset[str], model: type[Model]) -> Judge:
    """The judge with a memory of values that it accepted: the rows of a file have the same ones again and again."""
    fields = [model._meta.get_field(name) for name in sorted(names)]
    attributes = [field.attname for field in fields if isinstance(field, Field) and not field.primary_key]
    if len(attributes) < len(names):
        return judge
    read, accepted = operator.attrgetter(*attributes), set[Any]()

    def remembering(row: Model) -> Truth:
        values = read(row)
        try:
            if values in accepted:
                return True
        except TypeError:  # a list
            return judge(row)
        truth = judge(row)
        if truth is not False:
            remember(values, accepted)
        return truth

    return remembering


def judge_of(condition: Any, model: type[Model]) -> Judge:
    """The condition as a function of a row, which is built once and called for every row."""
    if isinstance(condition, Q):
        return _combined(condition, [judge_of(child, model) for child in condition.children])
    if isinstance(condition, Lookup):
        left, right = _value_of(condition.lhs, model), _value_of(condition.rhs, model)
        return _compared(str(condition.lookup_name), left, right)
    path, stated = condition
    name, _line, lookup = path.partition("__")
    return _compared(lookup or "exact", _value_of(F(name), model), _value_of(stated, model))


def names_in(condition: Any) -> set[str]:
    """The names of the fields that a condition reads."""
    match condition:
        case Q():
            return {name for child in condition.children for name in names_in(child)}
        case (str(path), stated) if isinstance(condition, tuple):
            return {path.partition("__")[0]} | (names_in(stated) if isinstance(stated, Combinable) else set())
        case F():
            return {str(condition.name)}  # type: ignore[attr-defined]  # F has it, the stubs do not
        case _ if hasattr(condition, "get_source_expressions"):
            return {name for each in condition.get_source_expressions() for name in names_in(each)}
    return set()


def _combined(condition: Q, judges: list[Judge]) -> Judge:
    decisive, negated = condition.connector == Q.OR, condition.negated

    def judge(row: Model) -> Truth:
        truth: Truth = not decisive
        for each in judges:
            found = each(row)
            if found is decisive:
                truth = decisive
                break
            if found is None:
                truth = None
        return truth if truth is None else truth is not negated

    return judge


def _compared(lookup: str, left: Read, right: Read) -> Judge:
    if lookup == "isnull":
        return lambda row: (left(row) is None) is right(row)
    compare = LOOKUPS[lookup]

    def judge(row: Model) -> Truth:
        value, stated = left(row), right(row)
        return None if value is None or stated is None else compare(value, stated)

    return judge


def _value_of(expression: Any, model: type[Model]) -> Read:
    match expression:
        case F():
            field = model._meta.get_field(expression.name)  # type: ignore[attr-defined]  # the stubs leave it out
            assert isinstance(field, Field)
            return operator.attrgetter(field.attname)
        case Cast():
            return _value_of(expression.get_source_expressions()[0], model)
        case ExtractDay():
            day = _value_of(expression.get_source_expressions()[0], model)
            return lambda row: None if (found := day(row)) is None else found.day
        case _ if hasattr(expression, "in_python"):
            reads = [_value_of(each, model) for each in expression.get_source_expressions()]
            return lambda row: _applied(expression.in_python, [read(row) for read in reads])
    stated = expression.value if isinstance(expression, Value) else expression
    return lambda _row: stated


def _applied(function: Callable[..., Any], values: list[Any]) -> Any:
    return None if None in values else function(*values)
