"""Updates the tables of reference data from the packages and from our own lists."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

Row = Mapping[str, Any]


def upsert_rows(
    model: type[models.Model], key: tuple[str, ...], rows: Iterable[Row], among: Row | None = None
) -> int:
    """Adds rows whose `key` is new, and changes those that differ; returns how many it wrote.

    Nothing is deleted: records may refer to a row that a list has dropped since. `among` is a filter of the stored
    rows to compare with, for a very large table.
    """
    manager = model._default_manager
    present = {tuple(getattr(row, name) for name in key): row for row in manager.filter(**among or {})}
    new, changed, fields = [], [], set[str]()
    for facts in rows:
        row = present.get(tuple(facts[name] for name in key))
        if row is None:
            new.append(model(**facts))
        elif different := [name for name in facts if getattr(row, name) != facts[name]]:
            for name in different:
                setattr(row, name, facts[name])
            fields.update(different)
            changed.append(row)
    if new:
        manager.bulk_create(new, batch_size=2000)
    if changed:
        manager.bulk_update(changed, [_field(model, name) for name in fields], batch_size=2000)
    return len(new) + len(changed)


def _field(model: type[models.Model], name: str) -> str:
    """The field's name for bulk_update: `country` for `country_id`."""
    return model._meta.get_field(name.removesuffix("_id")).name if name.endswith("_id") else name
