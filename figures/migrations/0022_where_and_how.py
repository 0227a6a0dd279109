from django.db import migrations, models

from common.db.frozen import frozen_sql

OWN = [
    "country_id", "place_id", "origin_id", "transit_id", "destination_id", "conveyance", "concealment", "detection",
]  # fmt: skip
OF_SEIZURE = [
    "s.country_id", "s.place_id", "s.origin_id", "s.transit_id", "s.destination_id",
    "nullif(s.conveyance, '') AS conveyance",
    "nullif(s.concealment, '') AS concealment", "nullif(s.detection, '') AS detection",
]  # fmt: skip
OF_OUTCOME = ["o.country_id", *["NULL"] * 7]


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
POSTED = """
    SELECT figures_post(ARRAY(
        SELECT id FROM seizures_seizure
        WHERE place_id IS NOT NULL OR origin_id IS NOT NULL OR transit_id IS NOT NULL
            OR destination_id IS NOT NULL OR concealment <> ''
            OR detection <> ''
    ));
"""
# Regions and their countries, places and notes on methods are read beside the ledger, and cached with answers. The function is one of its own: those of the ledger are
# dropped with their triggers whenever one of them is replaced.
EPOCH = """
    CREATE FUNCTION figures_new_epoch_beside() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO figures_tally (name, number, token) VALUES ('epoch', 0, gen_random_uuid())
        ON CONFLICT (name) DO UPDATE SET token = excluded.token;
        RETURN NULL;
    END
    $$;
    CREATE TRIGGER figures_epoch AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON agencies_region
    FOR EACH STATEMENT EXECUTE FUNCTION figures_new_epoch_beside();
    CREATE TRIGGER figures_epoch AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON agencies_regionmember
    FOR EACH STATEMENT EXECUTE FUNCTION figures_new_epoch_beside();
    CREATE TRIGGER figures_epoch AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON agencies_place
    FOR EACH STATEMENT EXECUTE FUNCTION figures_new_epoch_beside();
    CREATE TRIGGER figures_epoch AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON operations_methodnote
    FOR EACH STATEMENT EXECUTE FUNCTION figures_new_epoch_beside();
"""


class Migration(migrations.Migration):
    """Where it was seized, from where and for where it was, how it was hidden and found; and regions."""

    dependencies = [
        ("figures", "0021_duplicates_count_for_nobody"), ("agencies", "0007_regions"),
        ("operations", "0027_method_notes"), ("seizures", "0023_position"),
    ]

    operations = [
        migrations.AddField("posting", "place_id", models.UUIDField(null=True)),
        migrations.AddField("posting", "origin_id", models.BigIntegerField(null=True)),
        migrations.AddField("posting", "transit_id", models.BigIntegerField(null=True)),
        migrations.AddField("posting", "destination_id", models.BigIntegerField(null=True)),
        migrations.AddField("posting", "concealment", models.CharField(max_length=20, null=True)),
        migrations.AddField("posting", "detection", models.CharField(max_length=16, null=True)),
        migrations.RunSQL(LEDGER + POSTED + EPOCH),
    ]
