"""What is known from a source alone, recorded as an aggregate and verified, so that figures answer with it."""

from typing import Any

from agencies.models import User
from measures.partial_date import PartialDate
from operations.models import Marking, Operation, Outcome
from ops_tracker.samples.known import Known
from ops_tracker.samples.reader import Facts, sample_number
from outcomes.services import record_outcome
from records.services import submit, verify
from seizures.models import Credit, SeizedItem, Seizure
from seizures.services import record_seizure

UNSTATED_AGENCY = (
    "The source does not say which agency made the seizure: it stands under the recording agency."
)

Records = dict[str, Any]


def record(
    row: Facts, operation: Operation, known: Known, others: Records, *, by: User, verifier: User
) -> Seizure | Outcome:
    """The result as a verified record; `others` are those entered before, of which it may be a part."""
    enter = _seizure if row["recorded_as"] == "seizure" else _outcome
    entered = enter(row, _common(row, operation, known, others), known, by=by)
    return verify(submit(entered, by=by), by=verifier)


def _common(row: Facts, operation: Operation, known: Known, others: Records) -> Facts:
    return {
        "operation": operation,
        "reference": row["code"],
        "source": known.source[row["source"]],
        "country": known.country[row["country"]] if "country" in row else None,
        "part_of": others[row["part_of"]] if "part_of" in row else None,
        "marking": Marking.CLEAR,
        "note": row.get("note", ""),
    }


def _stated(row: Facts, known: Known) -> Facts:
    """The amount as it is stated, in the columns for money or for quantities."""
    measure = known.measure[row["measure"]]
    unit = known.unit(row["unit"], measure)
    value, of = ("amount", "currency") if unit.is_currency else ("quantity", "unit")
    return {
        "measure": measure,
        "qualifier": row.get("qualifier", "exact"),
        value: sample_number(row["value"]),
        of: unit,
    }


def _outcome(row: Facts, common: Facts, known: Known, *, by: User) -> Outcome:
    agency = known.agency[row["agency"]] if "agency" in row else None
    outcome = Outcome(**common, **_stated(row, known), agency=agency)
    outcome.date = PartialDate.parse(row.get("date", ""))
    return record_outcome(outcome, by=by)


def _seizure(row: Facts, common: Facts, known: Known, *, by: User) -> Seizure:
    if "agency" not in row:
        common["note"] = " ".join(filter(None, [common["note"], UNSTATED_AGENCY]))
    seizure = Seizure(
        **common,
        seizing_agency=known.agency[row["agency"]] if "agency" in row else by.agency,
        place=known.place[row["place"]] if "place" in row else None,
        destination=known.country[row["destination"]] if "destination" in row else None,
        kind=row.get("kind", Seizure.Kind.AGGREGATE),
        **{name: row[name] for name in ("stage", "conveyance", "concealment") if name in row},
    )
    seizure.date = PartialDate.parse(row.get("date", ""))
    credits = [Credit(agency=known.agency[code], role=Credit.Role.JOINT) for code in row.get("credits", ())]
    return record_seizure(seizure, items=[SeizedItem(**_stated(row, known))], credits=credits, by=by)
