"""Loads operations, sources, claims and indicators from the files, through the services."""

import pghistory
from django.db import connection, transaction

from agencies.models import Role, User
from measures.models import Unit
from measures.partial_date import PartialDate
from operations import services
from operations.models import Claim, Indicator, Marking, Operation, Participation, Source
from ops_tracker.samples import reader
from ops_tracker.samples.reader import Facts, sample_number
from ops_tracker.samples.records import record
from ops_tracker.samples.reference_rows import ReferenceRows, account

# One run at a time: the second waits, and then finds nothing to do.
LOCK = 7_201_967
RECORDER = "US-ICE"


@transaction.atomic
@pghistory.context(reason="first operations")
def load_samples() -> list[str]:
    """Enters the operations that are missing, each with all that belongs to it; returns their codes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    present = set(Operation.objects.values_list("code", flat=True))
    missing = [facts for facts in reader.sample_operations() if facts["code"] not in present]
    references = ReferenceRows()
    _load_sources(references)
    for facts in missing:
        _load_operation(facts, references)
    return [facts["code"] for facts in missing]


def _load_sources(references: ReferenceRows) -> None:
    present = set(Source.objects.values_list("code", flat=True))
    for facts in reader.sample_sources():
        if facts["code"] not in present:
            source = Source(
                marking=Marking.CLEAR, **{name: text for name, text in facts.items() if name != "date"}
            )
            source.date = PartialDate.parse(facts.get("date", ""))
            services.record_source(source, by=account(references.agency[RECORDER], Role.ANALYST))


def _load_operation(facts: Facts, references: ReferenceRows) -> None:
    agency = references.agency[facts.pop("recorded_by")]
    intake, review = account(agency, Role.ANALYST), account(agency, Role.SUPERVISOR)
    below = {name: facts.pop(name, []) for name in ("participations", "results", "indicators")}
    starts, ends = (PartialDate.parse(facts.pop(name, "")) for name in ("starts", "ends"))
    operation = Operation(marking=Marking.CLEAR, **facts)
    operation.starts, operation.ends = starts, ends
    services.record_operation(operation, by=intake)
    for row in below["participations"]:
        services.record_participation(_participation(row, operation, references), by=intake)
    claims: dict[str, Claim] = {}
    for row in below["results"]:
        claims[row["code"]] = _claim(row, operation, references, claims, by=intake)
    record(below["results"], operation, references, by=intake, verifier=review)
    for row in below["indicators"]:
        _indicator(row, operation, references, by=intake)


def _participation(row: Facts, operation: Operation, references: ReferenceRows) -> Participation:
    agency, country = row.pop("agency", None), row.pop("country", None)
    return Participation(
        operation=operation,
        agency=references.agency[agency] if agency else None,
        country=references.country[country] if country else None,
        **row,
    )


def _claim(
    row: Facts, operation: Operation, references: ReferenceRows, claims: dict[str, Claim], *, by: User
) -> Claim:
    measure = references.measure[row["measure"]]
    claim = Claim(
        code=row["code"],
        operation=operation,
        source=references.source[row["source"]],
        measure=measure,
        stage=row.get("stage", "seized" if row.get("recorded_as") == "seizure" else ""),
        agency=references.agency[row["agency"]] if "agency" in row else None,
        value=sample_number(row.get("value")),
        unit=references.unit(row["unit"], measure),
        qualifier=row.get("qualifier", "exact"),
        statement=row["statement"],
        note=row.get("note", ""),
        part_of=claims[row["part_of"]] if "part_of" in row else None,
    )
    claim.date = PartialDate.parse(row.get("date", ""))
    return services.record_fact(claim, by=by)


def _indicator(row: Facts, operation: Operation, references: ReferenceRows, *, by: User) -> Indicator:
    indicator = Indicator(
        code=row["code"],
        operation=operation,
        name=row["name"],
        before=sample_number(row["before"]),
        after=sample_number(row["after"]),
        unit=Unit.objects.quantity(row["unit"]),
        source=references.source[row["source"]],
    )
    return services.record_fact(indicator, by=by)
