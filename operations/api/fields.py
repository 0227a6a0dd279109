"""How records are written in JSON, and what is said where they are not."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agencies.models import Agency, Country, Place, Scope
from agencies.statements import Statement, asked, models_of, selecting
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
    sought: dict[str, tuple[Row, set[str]]] = {}
    for field, text in _names(serializer, data):
        if (field.listed_at, text) not in field.known:
            sought.setdefault(field.listed_at, (field, set()))[1].add(text)
    _ask(sought)


def _names(serializer: Any, data: Any) -> Iterator[tuple[Row, str]]:
    if isinstance(serializer, serializers.ListSerializer):
        for each in data if isinstance(data, list) else ():
            yield from _names(serializer.child, each)
    elif isinstance(data, dict):
        for name in data.keys() & serializer.fields.keys():
            field = serializer.fields[name]
            if isinstance(field, Row) and isinstance(data[name], str):
                yield field, data[name]
            elif isinstance(field, serializers.BaseSerializer):
                yield from _names(field, data[name])


def _ask(sought: dict[str, tuple[Row, set[str]]]) -> None:
    answers = asked(*(field.asking(texts) for field, texts in sought.values()))
    for (field, texts), answer in zip(sought.values(), answers, strict=True):
        found = field.named(texts, models_of(field.queryset.model, answer))
        field.known.update({(field.listed_at, text): found.get(text) for text in texts})


@extend_schema_field(OpenApiTypes.UUID)
class RowById(Row):
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


class VisibleRow(Row):
    """A row that the reader may see: one that they may not is not there."""

    def _meant(self) -> tuple[str, Sequence[Any]]:
        return allowed(self.queryset.model, self.context["request"].user, row="t")


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
    return bool(reader.allows(Scope.WRITE_RECORDS)) and reader.agency_id == record.owner_id


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
