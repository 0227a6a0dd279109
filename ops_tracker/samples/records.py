"""Records of results known only from a source: aggregates, verified, so that figures include them."""

from collections.abc import Sequence
from typing import Any

from agencies.models import User
from measures.models import Dimension
from operations.models import Marking, Operation
from ops_tracker.samples.known import Known
from ops_tracker.samples.reader import Facts, sample_number
from outcomes.plain import resolve_outcomes
from outcomes.services import record_outcomes
from records.plain import Resolved
from records.services import submit, verify
from seizures.models import Seizure
from seizures.plain import resolve_seizures
from seizures.services import record_seizures

AS_STATED = ("country", "part_of", "date")
HOW = ("destination", "stage", "conveyance", "concealment")


def record(rows: Sequence[Facts], operation: Operation, known: Known, *, by: User, verifier: User) -> None:
    """Records the results that have `recorded_as`, and verifies them with another account."""
    seizures = [_seizure(row, operation, known) for row in rows if row.get("recorded_as") == "seizure"]
    outcomes = [_outcome(row, operation, known) for row in rows if row.get("recorded_as") == "outcome"]
    entered = [
        *record_seizures(_drafts(resolve_seizures(seizures, by=by)), by=by),
        *record_outcomes(_drafts(resolve_outcomes(outcomes, by=by)), by=by),
    ]
    for each in entered:
        verify(submit(each, by=by), by=verifier)


def _drafts(resolved: Sequence[Resolved[Any]]) -> list[Any]:
    """Raises Invalid where a file names what there is not."""
    for each in resolved:
        each.findings.raise_if_any()
    return [each.draft for each in resolved]


def _common(row: Facts, operation: Operation) -> Facts:
    return {
        "operation": operation.code,
        "reference": row["code"],
        "source": row["source"],
        "marking": Marking.CLEAR,
        "note": row.get("note", ""),
        **{name: row[name] for name in AS_STATED if name in row},
    }


def _stated(row: Facts, known: Known) -> Facts:
    """The stated amount, in the columns for money or for quantities: some codes are in both standards."""
    money = known.measure[row["measure"]].dimension == Dimension.MONEY
    value, unit = ("amount", "currency") if money else ("quantity", "unit")
    return {
        "measure": row["measure"],
        "qualifier": row.get("qualifier", "exact"),
        value: sample_number(row["value"]),
        unit: row["unit"],
    }


def _outcome(row: Facts, operation: Operation, known: Known) -> Facts:
    return _common(row, operation) | _stated(row, known) | {"agency": row.get("agency")}


def _seizure(row: Facts, operation: Operation, known: Known) -> Facts:
    return {
        **_common(row, operation),
        "seizing_agency": row.get("seizing_agency") or row.get("agency"),
        "place": known.place[row["place"]].pk if "place" in row else None,
        "kind": row.get("kind", Seizure.Kind.AGGREGATE),
        **{name: row[name] for name in HOW if name in row},
        "items": [_stated(row, known)],
        "credits": [{"agency": code, "role": "joint"} for code in row.get("credits", ())],
    }
