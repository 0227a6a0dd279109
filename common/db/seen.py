"""A digest of a row without a version, as a page showed it, to compare with the row when the page is sent."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from common.db.acts import locked
from common.errors import Outdated


@dataclass(frozen=True)
class Seen:
    """The digest that a page had of a row, and the relations to the rows below it that were on the page, too."""

    digest: str
    below: tuple[str, ...] = ()

    def check(self, row: Any) -> None:
        """Locks the row until the end of the transaction. Raises Outdated if it is not what the page showed."""
        stored = locked(row)
        if digest_of(stored, self.below) != self.digest:
            raise Outdated(stored)


def digest_of(row: Any, below: Iterable[str] = ()) -> str:
    """A digest of what the history has of the row, of the rows that it names, and of those below it."""
    named = [
        sorted(getattr(row, field.name).order_by().values_list("pk", flat=True))
        for field in row._meta.many_to_many
    ]
    rows = [sorted(map(_values, getattr(row, name).all()), key=repr) for name in below]
    return hashlib.sha256(repr((_values(row), named, rows)).encode()).hexdigest()[:32]


def _values(row: Any) -> list[Any]:
    """The values of the fields that are tracked: what changes by itself, such as the last use, is none of them."""
    tracked = {field.name for field in row.pgh_event_model._meta.concrete_fields}
    return [field.value_to_string(row) for field in row._meta.concrete_fields if field.name in tracked]
