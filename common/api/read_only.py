"""Fields that are read and never sent: a row may come back as it was read, and no other value is passed over."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, serializers

NOT_SENT = _("The system sets this. Leave it out, or send it as you read it.")


def refuse_changes(serializer: Any, sent: Any, current: Mapping[str, Any]) -> None:
    """Raises ValidationError for each read-only field with another value than `current`, the row as it reads now."""
    if isinstance(sent, dict) and (wrong := _wrong(serializer.fields, sent, current)):
        raise exceptions.ValidationError(wrong)


def has_read_only(serializer: Any, sent: Any) -> bool:
    """Whether the body has any read-only field, in a row or in the rows below it."""
    return isinstance(sent, dict) and bool(_wrong(serializer.fields, sent, {}))


def _wrong(fields: Mapping[str, Any], sent: dict[str, Any], current: Mapping[str, Any]) -> dict[str, Any]:
    wrong: dict[str, Any] = {}
    for name, value in sent.items():
        field = fields.get(name)
        if field is None:
            continue
        if field.read_only:
            if name not in current or value != current[name]:
                wrong[name] = [NOT_SENT]
        elif isinstance(field, serializers.ListSerializer) and isinstance(value, list):
            below = list(_rows(field.child.fields, value, current.get(name) or ()))
            if any(below):
                wrong[name] = below
    return wrong


def _rows(fields: Mapping[str, Any], sent: list[Any], current: Any) -> Iterator[dict[str, Any]]:
    """What is wrong in each row of a list; a row is the current one of its id."""
    known = {row.get("id"): row for row in current if isinstance(row, dict)}
    for row in sent:
        key = row.get("id") if isinstance(row, dict) else None
        found = known.get(key) if isinstance(key, str) else None
        yield _wrong(fields, row, found or {}) if isinstance(row, dict) else {}
