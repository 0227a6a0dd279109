"""Serializers and fields that the whole API shares; rows that fields name are looked up together."""

from collections.abc import Iterator
from copy import copy, deepcopy
from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import (
    DecimalField,
    IntegerField,
    Model,
    PositiveIntegerField,
    PositiveSmallIntegerField,
)
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import exceptions, serializers

from common.db.lookups import Lookups, RowKind
from common.text.numbers import MACHINE

NESTED = (
    serializers.BaseSerializer,
    serializers.ListField,
    serializers.DictField,
    serializers.ManyRelatedField,
)


MADE: dict[type, dict[str, Any]] = {}


class Number(serializers.DecimalField):
    """A decimal as a string, with the digits that it has: at most 40 before and after the point."""

    def __init__(self, max_digits: int = 80, decimal_places: int = 40, **kwargs: Any) -> None:
        super().__init__(max_digits, decimal_places, **kwargs)

    def to_internal_value(self, data: Any) -> Decimal:
        _refuse_notation(self, data)
        return super().to_internal_value(data)

    def quantize(self, value: Decimal) -> Decimal:
        return value


class Whole(serializers.IntegerField):
    """A number without a fraction."""

    def to_internal_value(self, data: Any) -> int:
        _refuse_notation(self, data)
        return super().to_internal_value(data)


def _refuse_notation(field: Any, data: Any) -> None:
    """Refuses numbers in a notation of Python alone, such as `1_000` or digits that are not ASCII."""
    if isinstance(data, str) and len(data) <= field.MAX_STRING_LENGTH and not MACHINE.fullmatch(data):
        field.fail("invalid")


class ReasonField(serializers.CharField):
    """The reason of a change, for the history of the record; it is written and never read back."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"write_only": True, "required": False, "allow_blank": True, "max_length": 500, **kwargs}
        )

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if data is not serializers.empty and getattr(self.root, "instance", None) is None:
            raise exceptions.ValidationError(_("Only a change has a reason."))
        return super().run_validation(data)


class Sparse(serializers.Serializer[Any]):
    """A serializer that sends only the fields named in `fields=`.

    The outermost serializer of a read must have this base.
    """

    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {
        DecimalField: Number, IntegerField: Whole, PositiveIntegerField: Whole, PositiveSmallIntegerField: Whole,
    }  # fmt: skip

    def get_fields(self) -> dict[str, Any]:
        # To make them up from the model takes ten times as long as copying them.
        made = MADE.get(type(self)) or MADE.setdefault(type(self), super().get_fields())
        stated = self._stated()
        fields = {
            name: (deepcopy if isinstance(each, NESTED) else copy)(each)
            for name, each in made.items()
            if stated is None or not each.write_only
        }
        if unknown := [name for name in stated or () if name not in fields]:
            known = {"name": unknown[0], "known": ", ".join(fields)}
            text = _("There is no field “%(name)s”; possible are %(known)s.") % known
            raise exceptions.ValidationError({"fields": [text]})
        return {name: field for name, field in fields.items() if stated is None or name in stated}

    def _stated(self) -> list[str] | None:
        request = self.context.get("request")
        above: Any = self.parent
        outermost = above is None or (above.parent is None and isinstance(above, serializers.ListSerializer))
        if (
            self.context.get("whole")
            or not outermost
            or request is None
            or request.method not in ("GET", "HEAD")
        ):
            return None
        stated = request.query_params.get("fields")
        return None if stated is None else [name.strip() for name in stated.split(",")]


class Code(serializers.SlugRelatedField[Any]):
    """A related row by its code: read only, unless the field is given a queryset to choose from."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="code", read_only="queryset" not in kwargs, **kwargs)


class ListedChoiceField(serializers.ChoiceField):
    default_error_messages = {"invalid_choice": lazy("“{input}” is not possible; possible are {choices}.")}

    def fail(self, key: str, **kwargs: Any) -> Any:
        super().fail(key, choices=", ".join(str(code) for code in self.choices), **kwargs)


class Strict(Sparse):
    """A serializer that refuses an unknown field (for read-only ones see common/api/requests.py)."""

    serializer_choice_field: ClassVar[type[serializers.Field[Any, Any, Any, Any]]] = ListedChoiceField
    # What an answer to a write has beside the fields: it may be sent back, too.
    beside: ClassVar[tuple[str, ...]] = ()

    def to_internal_value(self, data: Any) -> Any:
        known_names = {*self.fields, *self.beside}
        unknown = [name for name in data if name not in known_names] if isinstance(data, dict) else []
        if not unknown:
            return super().to_internal_value(data)
        known = ", ".join(name for name, field in self.fields.items() if not field.read_only)
        text = _("There is no such field; possible are %(fields)s.") % {"fields": known}
        wrong: dict[str, Any] = {name: [text] for name in unknown}
        try:
            super().to_internal_value(data)
        except serializers.ValidationError as error:
            wrong |= error.detail if isinstance(error.detail, dict) else {}
        raise serializers.ValidationError(wrong)


class RowField(serializers.SlugRelatedField[Any]):
    """A row of another table by its code. The sentence for an unknown code has `listed_at`, the address of the list."""

    default_error_messages = {
        "does_not_exist": lazy("There is no {kind} {value}. {listed_at} lists them all."),
        "invalid": lazy("Give it as text."),
    }

    def __init__(self, kind: RowKind, listed_at: str, **kwargs: Any) -> None:
        self.kind, self.listed_at = kind, listed_at
        if not kwargs.get("read_only"):
            kwargs["queryset"] = kind.model._default_manager.all()
        super().__init__(slug_field="code", **kwargs)

    def to_internal_value(self, data: Any) -> Model:
        if not isinstance(data, str):
            self.fail("invalid")
        found: Model | None = self.lookups.row(self.kind, data)
        if found is None:
            self.fail("does_not_exist", kind=self.kind.name, value=data, listed_at=self.listed_at)
        return found

    @property
    def lookups(self) -> Lookups:
        """The look-ups of this request, shared by all its fields."""
        context = self.context
        assert isinstance(context, dict)
        lookups: Lookups = context.setdefault("lookups", Lookups(context["request"].user))
        return lookups


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
