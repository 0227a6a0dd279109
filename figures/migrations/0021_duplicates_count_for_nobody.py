from django.db import migrations

from common.db.frozen import frozen_sql

OWN = ["country_id", "conveyance"]
OF_SEIZURE = ["s.country_id", "nullif(s.conveyance, '') AS conveyance"]
OF_OUTCOME = ["o.country_id", "NULL"]


def report(row: str, table: str) -> list[str]:
    """The days from which and until which a verified report of a series counts."""
    counts = f"{row}.series <> '' AND {row}.state = 'verified' AND {row}.part_of_id IS NULL"
    next_one = f"figures_next_{table}({row}.owner_id, {row}.operation_id, {row}.series, {row}.reported_on)"
    return [
        f"CASE WHEN {counts} THEN {row}.reported_on END AS reported_from",
        f"CASE WHEN {counts} THEN {next_one} END AS reported_to",
    ]


KIND = ["stage", "status", "face", "unit_id", "method_id"]
COUNTED = ["facts", "records", "events", "aggregates", "uncounted"]
COLUMNS = {
    "own": OWN,
    "of_seizure": OF_SEIZURE,
    "of_outcome": OF_OUTCOME,
    "report_of_seizure": report("s", "seizure"),
    "report_of_outcome": report("o", "outcome"),
    # Of a seizure: an UPDATE of any other column posts nothing.
    "watched": [
        "operation_id", "seizing_agency_id", "acceptance", "owner_id", "state", "marking", "part_of_id", "duplicate",
        "stage", "date_from", "date_to", "kind", "event_count", "series", "reported_on", *OWN,
    ],
    # What tells postings apart, and their numbers.
    "key": [
        "record_id", "operations", "agencies", "whole_agencies", *OWN, "measure_id", "stage", "status", "audience_id", "face", "unit_id",
        "reported_unit_id", "unvalued", "date_from", "date_to", "reported_from", "reported_to",
    ],
    "numbers": [
        *COUNTED, "amount", "less", "more", "reported", "reported_less", "reported_more", "exact", "at_least", "at_most",
        "between", "approximately", "unquantified", "unpriced",
    ],
    # The same of balances.
    "kind": KIND,
    "cell": [
        "operation_id", "agency_id", "country_id", "audience_id", "measure_id", "first_month", "last_month", *KIND,
    ],
    "sums": [
        *COUNTED, "amount", "less", "more", "exact", "at_least", "at_most", "between", "approximately", "unquantified",
        "unvalued", "undated", "unpriced",
    ],
}  # fmt: skip
LEDGER = frozen_sql(
    __file__, "replaced", "facts", "ledger", "balances", "drift", "triggers", columns=COLUMNS
)


class Migration(migrations.Migration):
    """What is the same as another record counts for nobody, whoever it is credited to. No record is one yet."""

    dependencies = [
        ("figures", "0020_between_two_numbers"),
        ("operations", "0026_duplicates"),
        ("seizures", "0022_duplicates"),
    ]

    operations = [migrations.RunSQL(LEDGER)]
