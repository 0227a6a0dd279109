"""Undoes a whole import, even months later; what people have changed since stays, and is listed."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited, checked_reason
from common.db.acts import all_or_nothing
from common.errors import NotAllowed, Refused
from imports.kinds import imported_kind
from imports.models import FileImport, ImportedRow, ImportState
from operations.models import ReviewedRecord
from operations.rules import may_enter
from records.services.many import discard_all, withdraw_all


@dataclass
class Undone:
    discarded: int = 0
    withdrawn: int = 0
    # Records that were edited or amended since the import.
    left: list[ReviewedRecord] = field(default_factory=list)


@all_or_nothing()
def undo_import(file_import: FileImport, *, by: User, reason: str) -> Undone:
    """Deletes drafts that nobody has seen, and withdraws other records; those that count, by a second person."""
    reason = checked_reason(reason, needed=True)
    may_enter(by)
    stored = FileImport.objects.select_for_update(of=("self",), no_key=True).get(pk=file_import.pk)
    if stored.owner_id != by.agency_id:
        raise NotAllowed(_("Only %(owner)s may undo this import.") % {"owner": stored.owner})
    if stored.state != ImportState.DONE:
        raise Refused(
            _("There is nothing to undo: the import is %(state)s.") % {"state": stored.get_state_display()}
        )
    touched = _touched(stored)
    records = _records(stored).exclude(pk__in=touched.values("pk"))
    undone = Undone(left=list(touched.order_by("pk")))
    _forget(stored, undone.left)
    undone.withdrawn = withdraw_all(records.exclude(_unseen()), by=by, reason=reason)
    undone.discarded = discard_all(records, by=by, reason=reason)
    stored.state, stored.ended_at = ImportState.UNDONE, timezone.now()
    with audited(by=by, action="import undone", reason=reason):
        stored.save(update_fields=["state", "ended_at"])
    return undone


def _touched(file_import: FileImport) -> QuerySet[Any]:
    """Records of the import that were amended, or edited after it ended."""
    records = _records(file_import)
    amended = records.model._default_manager.filter(amends__in=records.values("pk")).values("amends")
    later = Q(last_edited_at__gt=file_import.ended_at)
    return records.filter(later | Q(pk__in=amended))


def _records(file_import: FileImport) -> QuerySet[Any]:
    kind = imported_kind(file_import)
    found: QuerySet[Any] = kind.model.objects.filter(pk__in=file_import.rows.values(kind.link))
    return found


def _unseen() -> Q:
    return Q(state="draft", submitted_at__isnull=True)


def _forget(file_import: FileImport, left: list[ReviewedRecord]) -> None:
    """Forgets the rows, except those of records that stay: the next file may bring them again.

    An earlier edition becomes the current one again.
    """
    stays = {f"{imported_kind(file_import).link}__in": [record.pk for record in left]}
    rest = file_import.rows.exclude(**stays).filter(current=True)
    changed = rest.filter(act=ImportedRow.Act.CHANGED).values_list("key", flat=True)
    earlier = (
        ImportedRow.objects.filter(owner=file_import.owner, key__in=list(changed), current=False)
        .exclude(file_import=file_import)
        .order_by("key", "-pk")
        .distinct("key")
    )
    restored = list(earlier.values_list("pk", flat=True))
    rest.update(current=False)
    ImportedRow.objects.filter(pk__in=restored).update(current=True)
