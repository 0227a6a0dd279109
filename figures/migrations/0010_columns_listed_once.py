from django.db import migrations

from common.db.frozen import frozen_sql

# Dimensions that a record has one of each: in facts and postings, and what they are of a seizure and of an outcome.
OWN = ["country_id"]
OF_SEIZURE = ["s.country_id"]
OF_OUTCOME = ["o.country_id"]
WATCHED = ["country_id"]

KIND = ["stage", "status", "face", "unit_id", "method_id"]
COLUMNS = {
    "own": OWN,
    "of_seizure": OF_SEIZURE,
    "of_outcome": OF_OUTCOME,
    # Of a seizure: an UPDATE of any other column posts nothing.
    "watched": [
        "operation_id", "seizing_agency_id", "owner_id", "state", "marking", "part_of_id", "stage", "date_from",
        "date_to", *WATCHED,
    ],
    # What tells postings apart, and their numbers.
    "key": [
        "record_id", "operations", "agencies", *OWN, "measure_id", "stage", "status", "audience_id", "face", "unit_id",
        "reported_unit_id", "unvalued", "date_from", "date_to",
    ],
    "numbers": [
        "records", "amount", "reported", "exact", "at_least", "at_most", "approximately", "unquantified",
    ],
    # The same of balances.
    "kind": KIND,
    "cell": [
        "operation_id", "agency_id", "country_id", "audience_id", "measure_id", "first_month", "last_month", *KIND,
    ],
    "sums": [
        "records", "amount", "exact", "at_least", "at_most", "approximately", "unquantified", "unvalued", "undated",
    ],
}
LEDGER = frozen_sql(__file__, "replaced", "facts", "ledger", "balances", "drift", "triggers", columns=COLUMNS)


class Migration(migrations.Migration):
    """The same views and functions, with each list of columns in one place."""

    dependencies = [
        ("figures", "0009_what_is_named_stays"),
        # Which make foreign keys anew that the ledger needs checked at once.
        ("seizures", "0004_list_indexes"),
        ("operations", "0005_phases_have_no_phases"),
    ]

    operations = [migrations.RunSQL(LEDGER)]
