"""Brings tables of reference data in line with what the packages and our own lists say today."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

Row = Mapping[str, Any]


def keep(
    model: type[models.Model], key: tuple[str, ...], rows: Iterable[Row], among: Row | None = None
) -> int:
    """Adds rows whose `key` is not there yet, and changes those that differ; returns how many it touched.

    Nothing is deleted: records may point at a row that a list has dropped since. `among` says which rows there are
    need to be looked at, in a table that has very many.
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
    """`country_id` is set on a row, and `country` is what bulk_update knows."""
    return model._meta.get_field(name.removesuffix("_id")).name if name.endswith("_id") else name
