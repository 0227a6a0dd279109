from django.db import migrations

from common.db.frozen import frozen_sql

OWN = ["country_id", "conveyance"]
OF_SEIZURE = ["s.country_id", "nullif(s.conveyance, '') AS conveyance"]
OF_OUTCOME = ["o.country_id", "NULL"]

KIND = ["stage", "status", "face", "unit_id", "method_id"]
COLUMNS = {
    "own": OWN,
    "of_seizure": OF_SEIZURE,
    "of_outcome": OF_OUTCOME,
    # Of a seizure: an UPDATE of any other column posts nothing.
    "watched": [
        "operation_id", "seizing_agency_id", "acceptance", "owner_id", "state", "marking", "part_of_id", "stage",
        "date_from", "date_to", *OWN,
    ],
    # What tells postings apart, and their numbers.
    "key": [
        "record_id", "operations", "agencies", *OWN, "measure_id", "stage", "status", "audience_id", "face", "unit_id",
        "reported_unit_id", "unvalued", "date_from", "date_to",
    ],
    "numbers": [
        "records", "amount", "reported", "exact", "at_least", "at_most", "approximately", "unquantified", "unpriced",
    ],
    # The same of balances.
    "kind": KIND,
    "cell": [
        "operation_id", "agency_id", "country_id", "audience_id", "measure_id", "first_month", "last_month", *KIND,
    ],
    "sums": [
        "records", "amount", "exact", "at_least", "at_most", "approximately", "unquantified", "unvalued", "undated",
        "unpriced",
    ],
}
LEDGER = frozen_sql(__file__, "replaced", "facts", "ledger", "balances", "drift", "triggers", columns=COLUMNS)


class Migration(migrations.Migration):
    """A result is in the totals of an agency or operation once that has accepted it."""

    dependencies = [
        ("figures", "0013_counts_of_unlike_things"),
        ("operations", "0013_acceptance_and_reviewers"),
        ("seizures", "0012_acceptance_and_reviewers"),
    ]

    operations = [migrations.RunSQL(LEDGER)]
