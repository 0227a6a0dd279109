"""Serializers and fields that the whole API shares."""

from copy import copy, deepcopy
from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import DecimalField, IntegerField, PositiveIntegerField, PositiveSmallIntegerField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from rest_framework import exceptions, serializers

from common.text.numbers import MACHINE

NESTED = (serializers.BaseSerializer, serializers.ListField, serializers.DictField)


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
    """A serializer that refuses an unknown field (for read-only ones see common/api/read_only.py)."""

    serializer_choice_field = ListedChoiceField
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
            wrong |= error.detail
        raise serializers.ValidationError(wrong)
