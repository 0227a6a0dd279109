"""Filters by the code of a related row."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django_filters import rest_framework as filters
from django_filters.fields import ModelChoiceField

from common.db.statements import Row, Statement, fetch_together

OF_CODE = "SELECT id AS pk FROM {table} WHERE code = %s"


class IdByCodeField(ModelChoiceField):
    """A filter's field that turns the code of a row into its id."""

    rows: list[Row] | None = None

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        self.validate_no_null_characters(value)
        if found := self.found(value, self.rows or ()):
            return found
        raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")

    def statement(self, code: str) -> Statement:
        return OF_CODE.format(table=self.queryset.model._meta.db_table), [code]

    def found(self, code: str, rows: Iterable[Row]) -> Any:
        return next((row["pk"] for row in rows), None)


def look_up_codes(named: dict[IdByCodeField, str | None]) -> None:
    """Looks up the codes of all the fields in one round trip."""
    sought = {field: code for field, code in named.items() if code and "\0" not in code}
    answers = fetch_together(*(field.statement(code) for field, code in sought.items()))
    for field, rows in zip(sought, answers, strict=True):
        field.rows = rows


class CodeFilter(filters.ModelChoiceFilter):
    field_class = IdByCodeField


def id_by_code(model: type[Model], **kwargs: Any) -> CodeFilter:
    # Of a queryset, each question would make a copy of its own.
    return CodeFilter(queryset=lambda _request: model._default_manager.all(), to_field_name="code", **kwargs)
