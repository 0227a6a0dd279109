"""Submits what a file brought for review, as one batch."""

from agencies.models import User
from imports.kinds import imported_kind
from imports.models import FileImport, ImportedRow
from records.services.many import submit_all, verify_all


def hand_over(file_import: FileImport, *, submit: bool, verifier: User | None, by: User) -> None:
    """Submits the drafts of an import; with a `verifier`, verifies them, too."""
    if not (submit or verifier):
        return
    kind = imported_kind(file_import)
    records = kind.model.objects.filter(
        pk__in=ImportedRow.objects.filter(file_import=file_import).values(kind.link)
    )
    submit_all(records, by=by)
    if verifier:
        verify_all(records, by=verifier)
