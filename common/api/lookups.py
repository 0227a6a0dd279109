"""Fields that name a row of another table, looked up together for a whole request."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.db.lookups import Lookups, RowKind


class RowField(serializers.SlugRelatedField[Any]):
    """A row of another table by its code. The sentence for an unknown code has `listed_at`, the address of the list."""

    default_error_messages = {
        "does_not_exist": _("There is no {kind} {value}. {listed_at} lists them all."),
        "invalid": _("Give it as text."),
    }

    def __init__(self, kind: RowKind, listed_at: str, **kwargs: Any) -> None:
        self.kind, self.listed_at = kind, listed_at
        if not kwargs.get("read_only"):
            kwargs["queryset"] = kind.model._default_manager.all()
        super().__init__(slug_field="code", **kwargs)

    def to_internal_value(self, data: Any) -> Model:
        if not isinstance(data, str):
            self.fail("invalid")
        if (found := self.lookups.row(self.kind, data)) is None:
            self.fail("does_not_exist", kind=self.kind.name, value=data, listed_at=self.listed_at)
        return found

    @property
    def lookups(self) -> Lookups:
        """The look-ups of this request, shared by all its fields."""
        return self.context.setdefault("lookups", Lookups(self.context["request"].user))


def look_up(serializer: Any, data: Any) -> None:
    """Looks up all rows that the request's data name, in one round trip."""
    fields = list(_names(serializer, data))
    if fields:
        fields[0][0].lookups.look_up((field.kind, text) for field, text in fields)


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


@extend_schema_field(OpenApiTypes.UUID)
class RowByIdField(RowField):
    """A row of another table by its UUID; serialising it costs no query."""

    def use_pk_only_optimization(self) -> bool:
        return True

    def to_representation(self, value: Any) -> str:
        return str(value.pk)
