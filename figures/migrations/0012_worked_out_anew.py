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
        "operation_id", "seizing_agency_id", "owner_id", "state", "marking", "part_of_id", "stage", "date_from",
        "date_to", *OWN,
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
LEDGER = frozen_sql(
    __file__, "replaced", "facts", "ledger", "balances", "drift", "triggers", "rates", columns=COLUMNS
)
# A TLP:RED record in an operation that its own agency may not see is still its named readers'.
OWN_RED = """
    SELECT figures_post(ARRAY(SELECT id FROM seizures_seizure WHERE marking = 'TLP:RED' AND operation_id IS NOT NULL));
    SELECT figures_post(ARRAY(SELECT id FROM operations_outcome WHERE marking = 'TLP:RED' AND operation_id IS NOT NULL));
"""
# Dispositions have a qualifier, a unit and a currency of their own; rates of more than a week ago are none any more,
# and values were rounded one by one.
RECORDED = """
    SELECT figures_post(ARRAY(
        SELECT DISTINCT i.seizure_id FROM seizures_disposition d JOIN seizures_seizeditem i ON i.id = d.item_id
    ));
    SELECT figures_value_anew(NULL, NULL, NULL);
"""


class Migration(migrations.Migration):
    """Rates and units that are corrected have every record worked out anew, at once."""

    dependencies = [
        ("figures", "0011_conveyance"),
        ("measures", "0003_rates_and_codes_hold_for_their_time"),
        ("operations", "0006_authors_references_participants"),
        ("seizures", "0005_authors_dispositions_of_their_own"),
    ]

    operations = [migrations.RunSQL(LEDGER + OWN_RED + RECORDED)]
