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
from imports.kinds import ReviewedKind, StatedKind, imported_kind
from imports.models import FileImport, ImportedRow, ImportState
from imports.services.restoring import earlier_rows, restore_earlier
from operations.rules import may_enter
from records.services.many import discard_all, withdraw_all


@dataclass
class Undone:
    discarded: int = 0
    withdrawn: int = 0
    # Records that have again what an earlier file said.
    restored: int = 0
    # Records that were edited or amended since the import, or that others have used.
    left: list[Any] = field(default_factory=list)


@all_or_nothing()
def undo_import(file_import: FileImport, *, by: User, reason: str) -> Undone:
    """Deletes drafts that nobody has seen, and withdraws other records; those that count, by a second person.

    What an earlier file brought, and this one changed, is as the earlier file has it again.
    """
    reason = checked_reason(reason, needed=True)
    may_enter(by)
    stored = FileImport.objects.select_for_update(of=("self",), no_key=True).get(pk=file_import.pk)
    if stored.owner_id != by.agency_id:
        raise NotAllowed(_("Only %(owner)s may undo this import.") % {"owner": stored.owner})
    if stored.state != ImportState.DONE:
        raise Refused(
            _("There is nothing to undo: the import is %(state)s.") % {"state": stored.get_state_display()}
        )
    undone = Undone(left=list(_touched(stored).order_by("pk")))
    earlier = earlier_rows(stored, but_of=undone.left)
    undone.restored = restore_earlier(stored, earlier, by=by, reason=reason)
    rest = _records(stored).exclude(pk__in=[row.pk for row in undone.left])
    own = rest.exclude(pk__in=[pair.record for pair in earlier])
    _take_back(stored, own, undone, by=by, reason=reason)
    _forget(stored, undone.left, [pair.before for pair in earlier])
    stored.state, stored.ended_at = ImportState.UNDONE, timezone.now()
    with audited(by=by, action="import undone", reason=reason):
        stored.save(update_fields=["state", "ended_at"])
    return undone


def _take_back(stored: FileImport, records: QuerySet[Any], undone: Undone, *, by: User, reason: str) -> None:
    kind = imported_kind(stored)
    ids = list(records.values_list("pk", flat=True))
    own = kind.model.objects.filter(pk__in=ids)
    if not isinstance(kind, StatedKind):
        undone.withdrawn = withdraw_all(own.exclude(_unseen()), by=by, reason=reason)
        undone.discarded = discard_all(own, by=by, reason=reason)
        return
    undone.discarded = kind.discard(own, own={"imported_rows"}, since=stored.ended_at, by=by, reason=reason)
    undone.left += list(own)


def _touched(file_import: FileImport) -> QuerySet[Any]:
    """Records of the import that were amended, or edited after it ended."""
    records = _records(file_import)
    if isinstance(imported_kind(file_import), ReviewedKind):
        amended = records.model._default_manager.filter(amends__in=records.values("pk")).values("amends")
        return records.filter(Q(last_edited_at__gt=file_import.ended_at) | Q(pk__in=amended))
    return records.filter(changed_at__gt=file_import.ended_at)


def _records(file_import: FileImport) -> QuerySet[Any]:
    kind = imported_kind(file_import)
    found: QuerySet[Any] = kind.model.objects.filter(pk__in=file_import.rows.values(kind.link))
    return found


def _unseen() -> Q:
    return Q(state="draft", submitted_at__isnull=True)


def _forget(file_import: FileImport, left: list[Any], earlier: list[ImportedRow]) -> None:
    """Forgets the rows, except those of records that stay: the next file may bring them again.

    An earlier edition becomes the current one again.
    """
    stays = {f"{imported_kind(file_import).link}__in": [record.pk for record in left]}
    file_import.rows.exclude(**stays).filter(current=True).update(current=False)
    ImportedRow.objects.filter(pk__in=[row.pk for row in earlier]).update(current=True)
