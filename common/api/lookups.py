"""Fields that name a row of another table, looked up together for a whole request."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.db.statements import Statement, execute_together, models_of, selecting


class RowField(serializers.SlugRelatedField[Any]):
    """A row of another table by its code. `kind` and `listed_at` are for the sentence where there is none.

    `condition`, in SQL, says which rows of the table `t` are meant.
    """

    default_error_messages = {
        "does_not_exist": _("There is no {kind} {value}. {listed_at} lists them all."),
        "invalid": _("Give it as text."),
    }

    def __init__(self, kind: Any, listed_at: str, *, condition: str = "TRUE", **kwargs: Any) -> None:
        self.kind, self.listed_at, self.condition = kind, listed_at, condition
        super().__init__(slug_field="code", **kwargs)

    def to_internal_value(self, data: Any) -> Model:
        if not isinstance(data, str):
            self.fail("invalid")
        if (self.listed_at, data) not in self.known:
            _ask({self.listed_at: (self, {data})})
        if (found := self.known[self.listed_at, data]) is None:
            self.fail("does_not_exist", kind=self.kind, value=data, listed_at=self.listed_at)
        return found

    @property
    def known(self) -> dict[tuple[str, str], Model | None]:
        """What was looked up for this request: a list of five hundred names the same few rows again and again."""
        return self.context.setdefault("rows", {})

    def asking(self, texts: set[str]) -> Statement:
        condition, params = self._meant()
        codes = [text for text in texts if "\0" not in text]
        return selecting(self.queryset.model, f"t.code = ANY(%s) AND {condition}"), [codes, *params]

    def _meant(self) -> tuple[str, Sequence[Any]]:
        return self.condition, ()

    def named(self, texts: set[str], rows: list[Any]) -> dict[str, Model]:
        return {row.code: row for row in rows}


def look_up(serializer: Any, data: Any) -> None:
    """Looks for all rows that are named in what was sent, in one journey to the database."""
    sought: dict[str, tuple[RowField, set[str]]] = {}
    for field, text in _names(serializer, data):
        if (field.listed_at, text) not in field.known:
            sought.setdefault(field.listed_at, (field, set()))[1].add(text)
    _ask(sought)


def _names(serializer: Any, data: Any) -> Iterator[tuple[RowField, str]]:
    if isinstance(serializer, serializers.ListSerializer):
        for each in data if isinstance(data, list) else ():
            yield from _names(serializer.child, each)
    elif isinstance(data, dict):
        for name in data.keys() & serializer.fields.keys():
            field = serializer.fields[name]
            if isinstance(field, RowField) and isinstance(data[name], str):
                yield field, data[name]
            elif isinstance(field, serializers.BaseSerializer):
                yield from _names(field, data[name])


def _ask(sought: dict[str, tuple[RowField, set[str]]]) -> None:
    answers = execute_together(*(field.asking(texts) for field, texts in sought.values()))
    for (field, texts), answer in zip(sought.values(), answers, strict=True):
        found = field.named(texts, models_of(field.queryset.model, answer))
        field.known.update({(field.listed_at, text): found.get(text) for text in texts})


@extend_schema_field(OpenApiTypes.UUID)
class RowByIdField(RowField):
    """A row by its UUID; reading it costs no query."""

    def use_pk_only_optimization(self) -> bool:
        return True

    def to_representation(self, value: Any) -> str:
        return str(value.pk)

    def asking(self, texts: set[str]) -> Statement:
        condition, params = self._meant()
        ids = [key for text in texts if (key := _uuid(text))]
        return selecting(self.queryset.model, f"t.id = ANY(%s::uuid[]) AND {condition}"), [ids, *params]

    def named(self, texts: set[str], rows: list[Any]) -> dict[str, Model]:
        known = {row.pk: row for row in rows}
        return {text: known[key] for text in texts if (key := _uuid(text)) in known}


def _uuid(text: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(text)
    return None
