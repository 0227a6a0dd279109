"""Checks the fields of a row as Django does, fast enough for the rows of a file."""

import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Field, ForeignKey, Model
from django.db.models.expressions import DatabaseDefault

# Values that were found right, for each field and constraint.
REMEMBERED = 5_000
# Longer texts are hardly ever the same again.
SHORT = 60


class _Checked(NamedTuple):
    name: str
    attname: str
    field: "Field[Any, Any]"
    is_link: bool
    # Keys of short values that it accepts as they are.
    accepted: set[Any]


def check_fields(row: Model, *without: str) -> None:
    """Raises ValidationError with the errors of the fields. A related row that was loaded with the row is accepted."""
    errors: dict[str, Any] = {}
    # Past the descriptors of fields, which take longer than all the rest; what was not loaded is read by them.
    values = row.__dict__
    for checked in _fields(type(row)):
        value = values[checked.attname] if checked.attname in values else getattr(row, checked.attname)
        if value is None or value == "":
            if checked.field.blank:
                continue
        elif (key := _key(value)) is not None and key in checked.accepted:
            continue
        if checked.name not in without and not (checked.is_link and _is_loaded(row, checked.field)):
            try:
                _check(row, checked, value)
            except ValidationError as error:
                errors[checked.name] = error.error_list
    if errors:
        raise ValidationError(errors)


def remember(value: Any, accepted: set[Any]) -> None:
    if len(accepted) >= REMEMBERED:
        accepted.clear()
    accepted.add(value)


def _key(value: Any) -> Any:
    """The key by which a value is known again; None for decimal numbers, whose equals may have other digits.

    Any identifier is as good as another one, and any moment of time.
    """
    kind = type(value)
    if isinstance(value, str) or kind in (int, datetime.date):
        return value
    if kind is UUID or (kind is datetime.datetime and value.tzinfo):
        return kind
    return tuple(value) if kind is list and all(type(each) is int for each in value) else None


def _check(row: Model, checked: _Checked, value: Any) -> None:
    field = checked.field
    if isinstance(value, DatabaseDefault) or (field.blank and value in field.empty_values):
        return
    cleaned = field.clean(value, row)
    setattr(row, checked.attname, cleaned)
    same = type(cleaned) is type(value) and cleaned == value
    if same and not checked.is_link and (key := _key(value)) is not None and len(str(value)) <= SHORT:
        remember(key, checked.accepted)


def _is_loaded(row: Model, field: Any) -> bool:
    return field.is_cached(row) and getattr(row, field.name) is not None


@cache
def _fields(model: type[Model]) -> list[_Checked]:
    return [
        _Checked(field.name, field.attname, field, isinstance(field, ForeignKey), set())
        for field in model._meta.concrete_fields
        if not field.generated
    ]
