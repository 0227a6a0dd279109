"""The values that a new record's form is filled in with: those of another record, or of the user's last one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from agencies.models import User
from operations.forms.catalogue import Catalogue
from operations.models import ReviewedRecord

Way = Literal["last", "after", "like"]


@dataclass(frozen=True)
class Defaults:
    """The record that the values come from, and the way: `last` for the last one, `after` for one of a series that is
    entered one after the other, `like` for a record that the user chose to repeat.
    """

    record: ReviewedRecord
    way: Way

    def initial(
        self, names: Mapping[Way, tuple[str, ...]], catalogue: Catalogue, asked: Any
    ) -> dict[str, Any]:
        """The values of the record's fields; none if the address names another operation than the record's."""
        record = self.record
        if asked is not None and asked != record.operation:
            return {}
        values = {name: getattr(record, name) for name in names[self.way]}
        # Where the user may not record any more, nothing is remembered of the operation.
        if record.operation and record.operation.code not in catalogue.recordable(None).rows:
            del values["operation"]
        return values


def defaults_for(model: type[ReviewedRecord], by: User, query: Mapping[str, str]) -> Defaults | None:
    """The record that `like=` or `after=` in the address names, if the user may see it; else the user's last one.

    With `fresh=` nothing is remembered.
    """
    visible = model.objects.visible_to(by).select_related("operation", "country", "source", model.acting)
    ways: tuple[Way, ...] = ("like", "after")
    for way in ways:
        if (pk := _id(query.get(way, ""))) and (record := visible.filter(pk=pk).first()):
            return Defaults(record, way)
    if "fresh" in query:
        return None
    last = visible.filter(created_by=by, amends=None).order_by("-created_at", "-pk").first()
    return Defaults(last, "last") if last else None


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
