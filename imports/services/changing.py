"""Later editions of a file: a draft or a claim is edited, and a verified record is amended."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from agencies.models import User
from common.errors import Refused
from imports.kinds import ReviewedKind, StatedKind
from operations.models import EDITABLE, HEAD, UNVERIFIED, ReviewedRecord, State
from operations.sharing import may_see
from seizures.plain import ITEM
from seizures.services.dispositions import record_disposition, remove_disposition


def change_record(
    kind: Any, pk: UUID, draft: Any, changed: Collection[str], before: Any, *, by: User, reason: str
) -> Any:
    """Applies to the record what changed since the earlier edition (`before`), and leaves what people have edited.

    Returns the row, the draft, or the amendment, that has the new values.
    """
    if isinstance(kind, StatedKind):
        return kind.apply(pk, draft, changed, before, by=by, reason=reason)
    record = _standing(kind, pk)
    if not may_see(kind.model, by, record.pk):
        raise Refused(_("You may not read the record of this row any more, and it stays as it is."))
    if record.state == State.VERIFIED:
        record = kind.amend(record, by=by, reason=reason)
    elif record.state not in EDITABLE:
        raise Refused(
            _("%(record)s is being reviewed; it can be changed when that is done.") % {"record": record}
        )
    tops = {path.partition(".")[0] for path in changed}
    for name in tops - set(kind.below):
        setattr(record, name, getattr(draft.record, name))
    below: dict[str, Any] = {"credits": draft.credits if "credits" in tops else None}
    if kind.has_items:
        stored = list(record.items.all())  # type: ignore[attr-defined]  # it is a seizure
        below["items"] = _items(stored, draft.items or (), changed) if "items" in tops else None
    saved: ReviewedRecord = kind.change(record, **below, by=by, reason=reason)
    if any(".dispositions" in path for path in changed):
        _dispose(saved, draft, before, by=by, reason=reason)
    return saved


def _dispose(saved: Any, draft: Any, before: Any, *, by: User, reason: str) -> None:
    """Records what became of the items according to the file, in place of what its earlier edition said."""
    items = list(saved.items.prefetch_related("dispositions"))
    for stored, earlier in zip(items, before.get("items") or (), strict=False):
        stages = {row["stage"] for row in earlier.get("dispositions") or ()}
        for row in stored.dispositions.all():
            if row.stage in stages:
                remove_disposition(row, by=by, reason=reason)
    for row in draft.dispositions:
        row.item = items[draft.items.index(row.item)]
        record_disposition(row, by=by, reason=reason)


def _standing(kind: ReviewedKind, pk: UUID) -> ReviewedRecord:
    """The open amendment of the record, or its revision that counts."""
    first = kind.model.objects.get(pk=pk)
    same = kind.model.objects.filter(owner=first.owner_id, reference=first.reference)
    standing: ReviewedRecord = same.filter(state__in=UNVERIFIED, amends__isnull=False).first() or same.get(
        HEAD
    )
    return standing


def _items(stored: list[Any], stated: Any, changed: Collection[str]) -> list[Any]:
    """The stored items with their new values, so that dispositions stay with them."""
    items = []
    for number, item in enumerate(stated):
        if number >= len(stored):
            items.append(item)
            continue
        for name in (*ITEM.names, *ITEM.values):
            if "items" in changed or f"items.{number}.{name}" in changed:
                setattr(stored[number], name, getattr(item, name))
        items.append(stored[number])
    return items
