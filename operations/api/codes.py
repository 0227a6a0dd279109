"""Rows that a parameter names by their codes: what a list needs of them is their ids."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django_filters import rest_framework as filters
from django_filters.fields import ModelChoiceField

from agencies.statements import Statement
from operations.api.rows import Row, planned
from operations.models import Operation
from operations.sharing import allowed

OF_CODE = "SELECT id AS pk FROM {table} WHERE code = %s"
WITH_PHASES = """
    SELECT o.id AS pk, o.code FROM operations_operation o
    WHERE (o.code = %s OR o.parent_id = (SELECT id FROM operations_operation WHERE code = %s)) AND {allowed}
"""


class CodeField(ModelChoiceField):
    """The id of the row of that code."""

    rows: list[Row] | None = None

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        self.validate_no_null_characters(value)
        if found := self.found(value, self.rows or ()):
            return found
        raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")

    def asking(self, code: str) -> Statement:
        return OF_CODE.format(table=self.queryset.model._meta.db_table), [code]

    def found(self, code: str, rows: Iterable[Row]) -> Any:
        return next((row["pk"] for row in rows), None)


def look_up(named: dict[CodeField, str | None]) -> None:
    """Looks for all of them in one journey to the database."""
    sought = {field: code for field, code in named.items() if code and "\0" not in code}
    answers = planned(*(field.asking(code) for field, code in sought.items()))
    for field, rows in zip(sought, answers, strict=True):
        field.rows = rows


class _CodeFilter(filters.ModelChoiceFilter):
    field_class = CodeField


def id_by_code(model: type[Model], **kwargs: Any) -> _CodeFilter:
    # Of a queryset, each question would make a copy of its own.
    return _CodeFilter(queryset=lambda _request: model._default_manager.all(), to_field_name="code", **kwargs)


class _OperationField(CodeField):
    """The ids of the operation and of its phases, as far as the reader may see them."""

    reader: Any

    def asking(self, code: str) -> Statement:
        condition, params = allowed(Operation, self.reader, row="o")
        return WITH_PHASES.format(allowed=condition), [code, code, *params]

    def found(self, code: str, rows: Iterable[Row]) -> Any:
        return [row["pk"] for row in rows] if code in (row["code"] for row in rows) else None


class OperationFilter(_CodeFilter):
    """A record is of an operation if it is of one of its phases."""

    field_class = _OperationField

    @property
    def field(self) -> Any:
        field = super().field
        field.reader = self.get_request().user
        return field
