"""The kinds of records that a file brings: seizures with items, and outcomes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from operations.models import Outcome, OutcomeCredit
from outcomes.plain import OUTCOME, resolve_outcomes
from outcomes.services import amend_outcome, change_outcome, record_outcomes
from seizures.models import Credit, SeizedItem, Seizure
from seizures.plain import SEIZURE, resolve_seizures
from seizures.services import amend_seizure, change_seizure, record_seizures

if TYPE_CHECKING:
    from imports.models import FileImport

SEIZURES = "seizures"


@dataclass(frozen=True)
class ImportedKind:
    """The functions of a kind of record that imports need. `link` is the field of an imported row that leads to it."""

    name: Any
    model: Any
    link: str
    resolve: Callable[..., Any]
    record: Callable[..., Any]
    amend: Callable[..., Any]
    change: Callable[..., Any]
    # Of its plain values, those that are rows below it.
    below: tuple[str, ...]
    # Roles of a credit.
    roles: Any
    # The model with the amounts, and what leads from it to the record.
    amounts: Any
    path: str = ""
    # Targets of a mapping whose field has another name, and those that it has not.
    fields: tuple[tuple[str, str], ...] = ()
    without: frozenset[str] = frozenset()

    @property
    def has_items(self) -> bool:
        return "items" in self.below


KINDS = {
    SEIZURES: ImportedKind(
        _("seizures"),
        Seizure,
        "seizure",
        resolve_seizures,
        record_seizures,
        amend_seizure,
        change_seizure,
        SEIZURE.rows,
        Credit.Role,
        SeizedItem,
        path="seizure__",
        fields=(("agency", "seizing_agency"), ("events", "event_count")),
    ),
    "outcomes": ImportedKind(
        _("outcomes"),
        Outcome,
        "outcome",
        resolve_outcomes,
        record_outcomes,
        amend_outcome,
        change_outcome,
        OUTCOME.rows,
        OutcomeCredit.Role,
        Outcome,
        without=frozenset(
            {
                "stage", "kind", "events", "conveyance", "concealment", "detection", "origin", "transit", "destination",
            }
        ),
    ),
}  # fmt: skip


def imported_kind(file_import: "FileImport") -> ImportedKind:
    """The kind of records that the file brings, by its mapping."""
    return KINDS[file_import.mapping.get("target") or SEIZURES]
