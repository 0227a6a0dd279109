"""The kinds of rows that a file brings: seizures with items, outcomes, operations with participations, and claims."""

from typing import TYPE_CHECKING

from imports.kinds.claims import CLAIMS
from imports.kinds.kind import SEIZURES, ImportedKind, ReviewedKind, StatedKind
from imports.kinds.operations import OPERATIONS
from imports.kinds.reviewed import OUTCOMES_KIND, SEIZURES_KIND

if TYPE_CHECKING:
    from imports.models import FileImport

KINDS: dict[str, ImportedKind] = {
    SEIZURES: SEIZURES_KIND,
    "outcomes": OUTCOMES_KIND,
    "operations": OPERATIONS,
    "claims": CLAIMS,
}


def imported_kind(file_import: "FileImport") -> ImportedKind:
    """The kind of rows that the file brings, by its mapping."""
    return KINDS[file_import.mapping.get("target") or SEIZURES]


__all__ = ["KINDS", "SEIZURES", "ImportedKind", "ReviewedKind", "StatedKind", "imported_kind"]
