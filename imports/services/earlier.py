"""Rows of earlier files: matched by key with the rows of a new file."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Value

from agencies.models import Agency
from imports.kinds import ReviewedKind, imported_kind
from imports.mapping.proposals import Proposal
from imports.models import FileImport, ImportedRow
from operations.models import State

# A spreadsheet cuts a number to what it shows: as much is the same number, in the unit that it was reported in.
CLOSEST, CLOSELY = Decimal("0.0001"), Decimal("0.000001")
NUMBERS = ("quantity", "quantity_high", "amount", "amount_high", "latitude", "longitude")


@dataclass(frozen=True)
class EarlierRow:
    """A row of an earlier file, with the record that it brought."""

    pk: int
    values: dict[str, Any]
    record: UUID
    state: str
    file_name: str
    sha256: str


class EarlierRows:
    """Rows of an agency's earlier files, matched one to one with those of this file.

    Several records may have one key. Then rows with the same values are matched first, and what is left is paired in
    the order of the files, once the whole file is read.
    """

    def __init__(self, owner: Agency, file_import: FileImport) -> None:
        self.owner, self.file_import = owner, file_import
        kind = imported_kind(file_import)
        self.link = kind.link
        self._state: Any = F(f"{kind.link}__state") if isinstance(kind, ReviewedKind) else Value("")
        self._matched: set[int] = set()
        self._left: list[Proposal] = []

    def match(self, proposals: list[Proposal]) -> tuple[list[Proposal], list[tuple[Proposal, EarlierRow]]]:
        """The proposals that are new, and the earlier rows with the same values; others wait for `rest`."""
        if not self._is_any:
            return proposals, []
        known = self._look_up(proposals)
        new, same = [], []
        for each in proposals:
            rows = known.get(each.key)
            if not rows:
                new.append(each)
            elif alike := next((row for row in rows if not differences(each.plain, row.values)), None):
                rows.remove(alike)
                self._matched.add(alike.pk)
                same.append((each, alike))
            else:
                self._left.append(each)
        return new, same

    def rest(self) -> tuple[list[Proposal], list[tuple[Proposal, EarlierRow]]]:
        """The waiting rows that are new, and those with other values than before."""
        known = self._look_up(self._left)
        new, changed = [], []
        for each in self._left:
            rows = known.get(each.key)
            if rows:
                changed.append((each, rows.pop(0)))
            else:
                new.append(each)
        self._left = []
        return new, changed

    @cached_property
    def _is_any(self) -> bool:
        """Whether an earlier file of the agency has brought anything; no other file is read meanwhile."""
        return self._rows().exists()

    def _rows(self) -> QuerySet[ImportedRow]:
        rows = ImportedRow.objects.filter(owner=self.owner, current=True)
        return rows.filter(**{f"{self.link}__isnull": False}).exclude(file_import=self.file_import)

    def _look_up(self, proposals: list[Proposal]) -> dict[UUID, list[EarlierRow]]:
        rows = (
            self._rows()
            .filter(key__in={each.key for each in proposals})
            .order_by("pk")
            .values_list(
                "key",
                "pk",
                "values",
                self.link,
                self._state,
                "file_import__file_name",
                "file_import__sha256",
            )
        )
        found: dict[UUID, list[EarlierRow]] = defaultdict(list)
        for key, *row in rows:
            if row[0] not in self._matched:
                found[key].append(EarlierRow(*row))
        return found


def differences(new: dict[str, Any], old: dict[str, Any], path: str = "") -> list[tuple[str, Any, Any]]:
    """The differences between two records' plain values: path, old value and new value."""
    found: list[tuple[str, Any, Any]] = []
    for name in sorted(new.keys() | old.keys()):
        here, there = new.get(name), old.get(name)
        if here == there:
            continue
        where = f"{path}{name}"
        if isinstance(here, list) and isinstance(there, list) and len(here) == len(there):
            for number, (one, other) in enumerate(zip(here, there, strict=True)):
                found += differences(one, other, f"{where}.{number}.")
        elif not (name in NUMBERS and here and there and same_number(Decimal(here), Decimal(there))):
            found.append((where, there, here))
    return found


def same_number(one: Decimal, other: Decimal) -> bool:
    """Whether one number is the other, truncated or rounded to fewer digits."""
    apart = abs(one - other)
    if apart > max(CLOSEST, CLOSELY * max(abs(one), abs(other))):
        return False
    last_places = [int(number.normalize().as_tuple().exponent) for number in (one, other)]
    return apart < Decimal(1).scaleb(max(last_places))


def is_withdrawn(row: EarlierRow) -> bool:
    return row.state == State.WITHDRAWN
