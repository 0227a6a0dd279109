"""Inner text in the admin screens: fields that only readers inside a record see."""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.admin.options import BaseModelAdmin

from operations.discretion import Discretion

# Inner text, the persons who acted, and those who are named to read.
INNER = (
    "note",
    "description",
    "excerpt",
    "state_reason",
    "late_reason",
    "created_by",
    "last_edited_by",
    "confirmed_by",
    "verified_by",
    "readers",
)


def discretion_of(request: Any) -> Discretion:
    """The request's Discretion: one for all its screens, because it caches its look-ups."""
    found: Discretion = request.__dict__.setdefault("discretion", Discretion(request.user))
    return found


class Discreet(BaseModelAdmin[Any]):
    """A screen, or rows on one, that leaves out the `inner` fields for readers outside the record."""

    inner: Collection[str] = INNER

    def get_fieldsets(self, request: Any, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or discretion_of(request).is_inside(self.record_of(obj)):
            return fieldsets
        return list(_without(fieldsets, self.inner))

    def record_of(self, obj: Any) -> Any:
        """The record that a row belongs to."""
        return obj


def _without(fieldsets: Iterable[Any], names: Collection[str]) -> Iterable[Any]:
    for title, options in fieldsets:
        fields = list(_left(options["fields"], names))
        if fields:
            yield title, {**options, "fields": fields}


def _left(fields: Iterable[Any], names: Collection[str]) -> Iterable[Any]:
    for field in fields:
        if isinstance(field, list | tuple):
            if line := tuple(name for name in field if name not in names):
                yield line
        elif field not in names:
            yield field
