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
LEDGER = frozen_sql(
    __file__, "replaced", "facts", "ledger", "balances", "drift", "triggers", "named", columns=COLUMNS
)
# Those above the agencies credited have what these have from now on.
POSTED = """
    SELECT figures_post(ARRAY(SELECT id FROM seizures_seizure UNION ALL SELECT id FROM operations_outcome));
"""


class Migration(migrations.Migration):
    """Outcomes carry credits, countries may be credited, and agencies have what those below them are credited with."""

    dependencies = [
        ("figures", "0014_acceptance"),
        ("operations", "0014_credits_of_outcomes"),
        ("seizures", "0013_credit_to_a_country"),
    ]

    operations = [migrations.RunSQL(LEDGER + POSTED)]
