"""How records are written in JSON, and what is said where they are not."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agencies.models import Agency, ApiKey, Country, Place, Scope
from agencies.stored import stored
from common.api import Sparse
from measures.models import Measure, Unit
from measures.partial_date import HINT, PartialDate
from operations.models import Operation, Source
from operations.sharing import allowed


@extend_schema_field({"type": "string", "examples": ["2009-07-14", "2009-07", "2009-Q3", "2009", ""]})
class TextDate(serializers.Field[PartialDate, Any, str, Any]):
    """A date as precise as it is known: `2009-07`; empty where it is not known."""

    default_error_messages = {"invalid": HINT}

    def to_representation(self, value: PartialDate) -> str:
        return str(value)

    def to_internal_value(self, data: Any) -> PartialDate:
        if not isinstance(data, str):
            self.fail("invalid")
        return PartialDate.parse(data)


class Choice(serializers.ChoiceField):
    default_error_messages = {"invalid_choice": _("“{input}” is not possible; possible are {choices}.")}

    def fail(self, key: str, **kwargs: Any) -> Any:
        super().fail(key, choices=", ".join(str(code) for code in self.choices), **kwargs)


class Row(serializers.SlugRelatedField[Any]):
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
        self.look_up({data})
        if (found := self._known[self.listed_at, data]) is None:
            self.fail("does_not_exist", kind=self.kind, value=data, listed_at=self.listed_at)
        return found

    def look_up(self, texts: set[str]) -> None:
        """Looks for several at once. A list of five hundred names the same few rows again and again."""
        if sought := {text for text in texts if (self.listed_at, text) not in self._known}:
            rows = self._found({text for text in sought if "\0" not in text})
            self._known.update({(self.listed_at, text): rows.get(text) for text in sought})

    @property
    def _known(self) -> dict[tuple[str, str], Model | None]:
        return self.context.setdefault("rows", {})

    def _found(self, texts: set[str]) -> dict[str, Model]:
        return {row.code: row for row in self._stored("t.code = ANY(%s)", list(texts))}

    def _stored(self, condition: str, *params: Any) -> list[Model]:
        return stored(self.queryset.model, f"{condition} AND {self.condition}", params)


class Together(serializers.ListSerializer[Any]):
    """A list whose rows are looked up together by the codes that they give."""

    def to_internal_value(self, data: Any) -> Any:
        sent = [each for each in data if isinstance(each, dict)] if isinstance(data, list) else []
        for name, field in self.child.fields.items():
            if isinstance(field, Row) and not field.read_only:
                field.look_up({each[name] for each in sent if isinstance(each.get(name), str)})
        return super().to_internal_value(data)


@extend_schema_field(OpenApiTypes.UUID)
class RowById(Row):
    """A row by its UUID; reading it costs no query."""

    def use_pk_only_optimization(self) -> bool:
        return True

    def to_representation(self, value: Any) -> str:
        return str(value.pk)

    def _found(self, texts: set[str]) -> dict[str, Model]:
        ids = {}
        for text in texts:
            with suppress(ValueError):
                ids[text] = UUID(text)
        rows = {row.pk: row for row in self._stored("t.id = ANY(%s)", list(ids.values()))}
        return {text: rows[pk] for text, pk in ids.items() if pk in rows}


class VisibleRow(Row):
    """A row that the reader may see: one that they may not is not there."""

    def _stored(self, condition: str, *params: Any) -> list[Model]:
        may_see, ids = allowed(self.queryset.model, self.context["request"].user, row="t")
        return super()._stored(f"{condition} AND {may_see}", *params, *ids)


class VisibleRowById(RowById, VisibleRow):
    pass


class InsideText(serializers.CharField):
    """Free text may hold what counts must not: only those who could have written it read it, others get null."""

    def __init__(self, record: str = "", **kwargs: Any) -> None:
        self.record = record
        super().__init__(allow_null=True, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation("" if data is None else data)

    def get_attribute(self, instance: Any) -> Any:
        record = getattr(instance, self.record) if self.record else instance
        return super().get_attribute(instance) if writes_for(self.context["request"].user, record) else None


def writes_for(reader: Any, record: Any) -> bool:
    """Whether the reader enters results for the agency that recorded it."""
    enters = reader.allows(Scope.WRITE_RECORDS) if isinstance(reader, ApiKey) else reader.enters
    return bool(enters) and reader.agency_id == record.owner_id


class Strict(Sparse):
    """Refuses a field that it does not know; one that is only read may be sent back, and is passed over."""

    serializer_choice_field = Choice

    def to_internal_value(self, data: Any) -> Any:
        unknown = [name for name in data if name not in self.fields] if isinstance(data, dict) else []
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


def operation(**kwargs: Any) -> Row:
    return VisibleRow(_("operation"), "/api/v1/operations/", queryset=Operation.objects.all(), **kwargs)


def agency(**kwargs: Any) -> Row:
    return Row(_("agency"), "/api/v1/agencies/", queryset=Agency.objects.all(), **kwargs)


def country(**kwargs: Any) -> Row:
    return Row(_("country"), "/api/v1/countries/", queryset=Country.objects.all(), **kwargs)


def measure(**kwargs: Any) -> Row:
    return Row(_("measure"), "/api/v1/measures/", queryset=Measure.objects.all(), **kwargs)


def unit(**kwargs: Any) -> Row:
    condition = "t.dimension NOT IN ('money', 'ratio')"
    return Row(_("unit"), "/api/v1/units/", condition=condition, queryset=Unit.objects.all(), **kwargs)


def currency(**kwargs: Any) -> Row:
    listed_at, condition = "/api/v1/units/?dimension=money", "t.dimension = 'money'"
    return Row(_("currency"), listed_at, condition=condition, queryset=Unit.objects.all(), **kwargs)


def place(**kwargs: Any) -> Row:
    return RowById(_("place"), "/api/v1/places/", queryset=Place.objects.all(), **kwargs)


def source(**kwargs: Any) -> Row:
    return RowById(_("source"), "/api/v1/sources/", queryset=Source.objects.all(), **kwargs)
