"""The content of a row: the fields that people fill in, without those that the system sets."""

from typing import Any

from django.db import models


def content_of(row: models.Model, *without: str) -> tuple[Any, ...]:
    """The values of all fields that people fill in, to compare two versions of a row."""
    return tuple(
        getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.editable and field.name not in without
    )
