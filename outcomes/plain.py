"""Outcomes out of plain values, as the API takes them and files have them."""

from collections.abc import Iterator, Sequence

from agencies.kinds import AGENCY, COUNTRY
from agencies.models import User
from common.db.lookups import Lookups, RowKind
from common.errors import Findings
from operations.kinds import OPERATION, named_record
from operations.models import Outcome, OutcomeCredit
from outcomes.drafts import OutcomeDraft
from records.plain import (
    AMOUNT_NAMES,
    AMOUNT_VALUES,
    RECORD_NAMES,
    RECORD_TEXTS,
    Resolved,
    Shape,
    Values,
    link_parts,
    look_up_all,
)

OUTCOME = Shape(
    Outcome,
    RECORD_NAMES | AMOUNT_NAMES | {"agency": AGENCY},
    (*RECORD_TEXTS, *AMOUNT_VALUES),
    rows=("credits", "part_of"),
)
CREDIT = Shape(OutcomeCredit, {"agency": AGENCY, "operation": OPERATION, "country": COUNTRY}, ("role",))


def resolve_outcomes(rows: Sequence[Values], *, by: User) -> list[Resolved[OutcomeDraft]]:
    """Drafts of new outcomes, with a number of queries that does not grow with theirs."""
    wholes = named_record(Outcome)
    lookups = look_up_all((named for values in rows for named in _named_in(values, wholes)), by=by)
    resolved = [_resolved(values, lookups) for values in rows]
    link_parts(rows, resolved, lookups, wholes)
    return resolved


def _named_in(values: Values, wholes: RowKind) -> Iterator[tuple[RowKind, str]]:
    yield from OUTCOME.named_in(values)
    if values.get("part_of"):
        yield wholes, str(values["part_of"])
    for row in values.get("credits") or ():
        yield from CREDIT.named_in(row)


def _resolved(values: Values, lookups: Lookups) -> Resolved[OutcomeDraft]:
    findings = Findings()
    outcome = OUTCOME.build(values, lookups, findings)
    credits = [
        CREDIT.build(row, lookups, findings, f"credits.{number}")
        for number, row in enumerate(values.get("credits") or ())
    ]
    return Resolved(OutcomeDraft(outcome, credits=credits), findings)
