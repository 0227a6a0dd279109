"""Files of records that are reviewed: seizures with items, and outcomes."""

from django.utils.translation import gettext_lazy as _

from imports.kinds.kind import ReviewedKind
from imports.kinds.targets import OF_DISPOSITION, OF_RECORD, POSITION
from operations.models import Outcome, OutcomeCredit
from outcomes.plain import OUTCOME, resolve_outcomes
from outcomes.services import amend_outcome, change_outcome, record_outcomes
from seizures.models import Credit, SeizedItem, Seizure
from seizures.plain import SEIZURE, resolve_seizures
from seizures.services import amend_seizure, change_seizure, record_seizures

NEEDED = (("measure", _("Nothing says what was seized: map a column to “measure”, or give a default.")),)
# Of these an outcome has none.
OF_SEIZURE = {
    *POSITION, "stage", "kind", "events", "conveyance", "concealment", "detection", "origin", "transit", "destination",
    "cites_appendix", *OF_DISPOSITION,
}  # fmt: skip

SEIZURES_KIND = ReviewedKind(
    name=_("seizures"),
    model=Seizure,
    link="seizure",
    targets=OF_RECORD,
    needed=NEEDED,
    resolve=resolve_seizures,
    record=record_seizures,
    amend=amend_seizure,
    change=change_seizure,
    below=SEIZURE.rows,
    roles=Credit.Role,
    amounts=SeizedItem,
    path="seizure__",
    has_items=True,
    fields=(("agency", "seizing_agency"), ("events", "event_count")),
    checks=("same_rows", "recorded", "twins", "implausible", "sums"),
)
OUTCOMES_KIND = ReviewedKind(
    name=_("outcomes"),
    model=Outcome,
    link="outcome",
    targets=OF_RECORD - OF_SEIZURE,
    needed=NEEDED,
    resolve=resolve_outcomes,
    record=record_outcomes,
    amend=amend_outcome,
    change=change_outcome,
    below=OUTCOME.rows,
    roles=OutcomeCredit.Role,
    amounts=Outcome,
    checks=("same_rows", "sums"),
)
