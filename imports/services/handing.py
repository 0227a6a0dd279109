"""Submits what a file brought for review, as one batch, in the names of all who had to do with the file."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Func, QuerySet, Value
from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited
from common.db.acts import all_or_nothing
from common.db.seen import Seen
from common.errors import NotAllowed, Refused
from imports.kinds import ReviewedKind, imported_kind
from imports.models import FileImport, ImportedRow
from operations.models import State
from operations.rules import authors_of, may_enter
from records.services.many import submit_all, verify_all


def name_senders(file_import: FileImport, *, by: User) -> None:
    """Makes who sent the file, or mapped it, an author of what it brought, as `by` is, who has it recorded."""
    events = FileImport.pgh_event_model.objects.filter(pgh_obj=file_import.pk)  # type: ignore[attr-defined]  # pghistory adds it
    senders = User.objects.filter(pk__in=events.values("created_by")).exclude(pk=by.pk)
    authors = sorted({author for sender in senders for author in authors_of(sender)})
    if authors and isinstance(imported_kind(file_import), ReviewedKind):
        others = Value(authors, output_field=ArrayField(BigIntegerField()))
        together = Func(
            F("authors"), others, template="ARRAY(SELECT DISTINCT unnest(%(expressions)s))", arg_joiner=" || "
        )
        with audited(by=by, action="edited"):
            _brought_by(file_import).update(authors=together)


def hand_over(file_import: FileImport, *, submit: bool, verifier: User | None, by: User) -> None:
    """Submits the drafts of an import; with a `verifier`, verifies them, too."""
    if not (submit or verifier) or not isinstance(imported_kind(file_import), ReviewedKind):
        return
    records = _brought_by(file_import)
    submit_all(records, by=by)
    if verifier:
        verify_all(records, by=verifier)


@all_or_nothing()
def verify_import(file_import: FileImport, *, by: User, seen: Seen | None = None) -> int:
    """Verifies as one batch what an import brought and submitted, all or none. Returns how many.

    `seen` is the summary of the file that the user read.
    """
    may_enter(by)
    stored = FileImport.objects.select_for_update(of=("self",), no_key=True).get(pk=file_import.pk)
    if stored.owner_id != by.agency_id:
        raise NotAllowed(_("Only %(owner)s may verify this import.") % {"owner": stored.owner})
    if seen:
        seen.check(stored)
    if not awaits_review(stored):
        raise Refused(_("Nothing of this import awaits review."))
    return verify_all(_brought_by(stored), by=by)


def awaits_review(file_import: FileImport) -> bool:
    """Whether records that the import brought have been submitted, and not decided on."""
    reviewed = isinstance(imported_kind(file_import), ReviewedKind)
    return reviewed and _brought_by(file_import).filter(state=State.SUBMITTED).exists()


def _brought_by(file_import: FileImport) -> QuerySet[Any]:
    kind = imported_kind(file_import)
    rows = ImportedRow.objects.filter(file_import=file_import)
    found: QuerySet[Any] = kind.model.objects.filter(pk__in=rows.values(kind.link))
    return found
