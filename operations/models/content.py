"""What was entered in a row, apart from what the system keeps of it."""

from typing import Any

from django.db import models


def content_of(row: models.Model, *without: str) -> tuple[Any, ...]:
    """The values of all fields that a person fills in, to be compared with another version of the row."""
    return tuple(
        getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.editable and field.name not in without
    )
