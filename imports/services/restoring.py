"""Brings records back to what an earlier file said, where the import that changed them is undone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from agencies.models import User
from imports.kinds import imported_kind
from imports.models import FileImport, ImportedRow
from imports.services.changing import change_record
from imports.services.earlier import differences


@dataclass(frozen=True)
class Pair:
    """The row that a file changed, and the row of the file before it; `record` is what both have led to."""

    now: ImportedRow
    before: ImportedRow
    record: UUID | None


def earlier_rows(file_import: FileImport, *, but_of: list[Any]) -> list[Pair]:
    """What the import changed, beside what the file before it said. `record` is None where it made an amendment."""
    link = f"{imported_kind(file_import).link}_id"
    left = {record.pk for record in but_of}
    changed = file_import.rows.filter(current=True, act=ImportedRow.Act.CHANGED).order_by("pk")
    return list(_pairs([row for row in changed if getattr(row, link) not in left], file_import, link))


def _pairs(changed: list[ImportedRow], file_import: FileImport, link: str) -> Iterator[Pair]:
    earlier = (
        ImportedRow.objects.filter(
            owner=file_import.owner, key__in={row.key for row in changed}, current=False
        )
        .exclude(file_import=file_import)
        .order_by("-pk")
    )
    known: dict[UUID, list[ImportedRow]] = {}
    for row in earlier:
        known.setdefault(row.key, []).append(row)
    for row in changed:
        rows = known.get(row.key, [])
        same = next((each for each in rows if getattr(each, link) == getattr(row, link)), None)
        before = same or next(iter(rows), None)
        if before is not None:
            rows.remove(before)
            yield Pair(row, before, getattr(row, link) if same else None)


def restore_earlier(file_import: FileImport, pairs: list[Pair], *, by: User, reason: str) -> int:
    """Sets in each record what the file before said. Returns how many were changed."""
    kind = imported_kind(file_import)
    many = 0
    for pair in pairs:
        if pair.record is None:
            continue
        [each] = kind.resolve([pair.before.values], by=by)
        paths = [path for path, _old, _new in differences(pair.before.values, pair.now.values)]
        change_record(kind, pair.record, each.draft, paths, pair.now.values, by=by, reason=reason)
        many += 1
    return many
