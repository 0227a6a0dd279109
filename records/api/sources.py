"""Sources of a record as they are sent: `source` is the first, and `sources` has all of them."""

from collections.abc import Iterable
from typing import Any

from rest_framework import serializers

from common.api.creating import rows_by
from common.api.fields import Strict
from operations.api.fields import InsideText, source_field
from operations.models import Source
from operations.sharing import may_see
from records.sources import MOST_SOURCES


class AllSources(serializers.ListSerializer[Any]):
    """The sources of a record that the reader may see, its own `source` first."""

    def get_attribute(self, instance: Any) -> Iterable[Any]:
        reader = self.context["request"].user
        rows = list(instance.source_rows.visible_to(reader))
        first = instance.source_id
        own = [row for row in rows if row.source_id == first]
        if first and not own and may_see(Source, reader, first):
            model = instance.source_rows.model
            own = [model(source_id=first, **{instance._meta.model_name: instance})]
        return [*own, *(row for row in rows if row.source_id != first)]


class SourceRowSerializer(Strict, serializers.ModelSerializer[Any]):
    """A source of the record, which goes by it: the page, and what the record rests on in the source's words."""

    source = source_field()  # type: ignore[assignment]  # the metaclass takes it away

    class Meta:
        fields = ("source", "page", "excerpt")
        list_serializer_class = AllSources
        validators = ()


def excerpt_of(record: str) -> InsideText:
    """The field of the excerpt; `record` leads to the record."""
    return InsideText(record, required=False, allow_blank=True, max_length=2000)


def sources_field(rows: Any) -> Any:
    return rows(many=True, required=False, max_length=MOST_SOURCES)


def new_sources(model: Any, data: dict[str, Any], *, of: str) -> list[Any]:
    """Unsaved rows, taken out of the validated data of a new record."""
    return rows_by("source", model.objects.all(), data.pop("sources", []), of=of) or []


def changed_sources(
    model: Any, record: Any, data: dict[str, Any], *, of: str, partial: bool
) -> list[Any] | None:
    """The rows after a change; None if it says nothing of them.

    Who sends `sources` alone names the first with them: an empty list leaves the record without any.
    """
    sent = data.pop("sources", None if partial else [])
    if sent is not None and "source" not in data and (sent or partial):
        data["source"] = sent[0]["source"] if sent else None
    return rows_by("source", model.objects.all(), sent, record if partial else None, of=of)
