"""Records of results known only from a source: aggregates, verified, so that figures include them."""

from collections.abc import Sequence
from typing import Any

from agencies.models import User
from measures.models import Unit
from measures.partial_date import PartialDate
from operations.models import Marking, Operation
from ops_tracker.samples.reader import Facts, sample_number
from ops_tracker.samples.reference_rows import ReferenceRows, in_money
from outcomes.plain import resolve_outcomes
from outcomes.services import record_outcomes
from records.plain import Resolved
from records.services import submit, verify
from seizures.models import Disposition, Seizure
from seizures.plain import resolve_seizures
from seizures.services import record_disposition, record_seizures

AS_STATED = ("country", "part_of", "date")
HOW = ("origin", "transit", "destination", "stage", "conveyance", "concealment")


def record(
    rows: Sequence[Facts], operation: Operation, references: ReferenceRows, *, by: User, verifier: User
) -> None:
    """Records the results that have `recorded_as`, and verifies them with another account."""
    seizures = [_seizure(row, operation, references) for row in rows if row.get("recorded_as") == "seizure"]
    outcomes = [_outcome(row, operation, references) for row in rows if row.get("recorded_as") == "outcome"]
    taken = record_seizures(_drafts(resolve_seizures(seizures, by=by)), by=by)
    became = {row["code"]: row.get("became", ()) for row in rows}
    for seizure in taken:
        for stated in became[seizure.reference]:
            record_disposition(_disposition(stated, seizure), by=by)
        seizure.refresh_from_db()
    for each in (*taken, *record_outcomes(_drafts(resolve_outcomes(outcomes, by=by)), by=by)):
        verify(submit(each, by=by), by=verifier)


def _disposition(stated: Facts, seizure: Seizure) -> Disposition:
    """What became of the only item of the seizure."""
    disposition = Disposition(
        item=seizure.items.get(),
        stage=stated["stage"],
        forfeiture=stated.get("forfeiture", ""),
        qualifier=stated.get("qualifier", "exact"),
        quantity=sample_number(stated["value"]),
        unit=Unit.objects.quantity(stated["unit"]),
    )
    disposition.date = PartialDate.parse(stated.get("date", ""))
    return disposition


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


def _stated(row: Facts, references: ReferenceRows) -> Facts:
    """The stated amount, in the columns for money or for quantities: some codes are in both standards."""
    money = in_money(references.measure[row["measure"]], row["unit"])
    value, unit = ("amount", "currency") if money else ("quantity", "unit")
    return {
        "measure": row["measure"],
        "qualifier": row.get("qualifier", "exact"),
        value: sample_number(row["value"]),
        unit: row["unit"],
    }


def _outcome(row: Facts, operation: Operation, references: ReferenceRows) -> Facts:
    return _common(row, operation) | _stated(row, references) | {"agency": row.get("agency")}


def _beside(row: Facts) -> Facts:
    """What is stated beside the amount: the other kind of amount, and what an "other" measure is."""
    beside = {"description": row["text"]} if "text" in row else {}
    for name, unit in (("quantity", "unit"), ("amount", "currency")):
        if name in row:
            beside |= {name: sample_number(row[name]["value"]), unit: row[name]["unit"]}
    return beside


def _seizure(row: Facts, operation: Operation, references: ReferenceRows) -> Facts:
    return {
        **_common(row, operation),
        "seizing_agency": row.get("seizing_agency") or row.get("agency"),
        "place": references.place[row["place"]].pk if "place" in row else None,
        "kind": row.get("kind", Seizure.Kind.AGGREGATE),
        "event_count": row.get("events"),
        **{name: row[name] for name in HOW if name in row},
        "items": [_stated(row, references) | _beside(row)],
        "credits": [{"agency": code, "role": "joint"} for code in row.get("credits", ())],
    }
