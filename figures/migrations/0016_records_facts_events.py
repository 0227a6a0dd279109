from django.db import migrations, models

from common.db.frozen import frozen_sql

OWN = ["country_id", "conveyance"]
OF_SEIZURE = ["s.country_id", "nullif(s.conveyance, '') AS conveyance"]
OF_OUTCOME = ["o.country_id", "NULL"]

KIND = ["stage", "status", "face", "unit_id", "method_id"]
COUNTED = ["facts", "records", "events", "aggregates", "uncounted"]
COLUMNS = {
    "own": OWN,
    "of_seizure": OF_SEIZURE,
    "of_outcome": OF_OUTCOME,
    # Of a seizure: an UPDATE of any other column posts nothing.
    "watched": [
        "operation_id", "seizing_agency_id", "acceptance", "owner_id", "state", "marking", "part_of_id", "stage",
        "date_from", "date_to", "kind", "event_count", *OWN,
    ],
    # What tells postings apart, and their numbers.
    "key": [
        "record_id", "operations", "agencies", *OWN, "measure_id", "stage", "status", "audience_id", "face", "unit_id",
        "reported_unit_id", "unvalued", "date_from", "date_to",
    ],
    "numbers": [
        *COUNTED, "amount", "reported", "exact", "at_least", "at_most", "approximately", "unquantified", "unpriced",
    ],
    # The same of balances.
    "kind": KIND,
    "cell": [
        "operation_id", "agency_id", "country_id", "audience_id", "measure_id", "first_month", "last_month", *KIND,
    ],
    "sums": [
        *COUNTED, "amount", "exact", "at_least", "at_most", "approximately", "unquantified", "unvalued", "undated",
        "unpriced",
    ],
}  # fmt: skip
REPLACED = frozen_sql(__file__, "replaced")
LEDGER = frozen_sql(__file__, "facts", "ledger", "balances", "drift", "triggers", columns=COLUMNS)
# Until now a record was counted with each of its facts, and an aggregate as one event. That is what the past keeps:
# columns that are worked out when they are added, and stay.
COLUMNS_OF_THE_PAST = """
    ALTER TABLE {0}
        ADD COLUMN facts integer NOT NULL GENERATED ALWAYS AS (records) STORED,
        ADD COLUMN events integer NOT NULL GENERATED ALWAYS AS (records) STORED,
        ADD COLUMN aggregates integer NOT NULL DEFAULT 0,
        ADD COLUMN uncounted integer NOT NULL DEFAULT 0;
    ALTER TABLE {0}
        ALTER COLUMN facts DROP EXPRESSION, ALTER COLUMN events DROP EXPRESSION,
        ALTER COLUMN aggregates DROP DEFAULT, ALTER COLUMN uncounted DROP DEFAULT;
"""
# Before the triggers are there again, so that all is posted once.
MEASURE = """
    INSERT INTO measures_measure (
        code, name, kind, dimension, accepted, unit_id, counted_in, operator, rolls_up, needs_text, nibrs_code,
        unodc_name, hs_code, position
    )
    SELECT 'SEIZURES', 'Number of seizures', 'events', 'count', ARRAY['count']::varchar[], u.id, 'seizures', 'sum', TRUE, FALSE, '', '',
        '', (SELECT max(position) + 1 FROM measures_measure)
    FROM measures_unit u
    WHERE u.code = 'C62' AND u.dimension = 'count' AND EXISTS (SELECT FROM measures_measure)
        AND NOT EXISTS (SELECT FROM measures_measure WHERE code = 'SEIZURES');
"""
POSTED = """
    SELECT figures_post(ARRAY(SELECT id FROM seizures_seizure UNION ALL SELECT id FROM operations_outcome));
"""


def of_the_past(model: str) -> migrations.SeparateDatabaseAndState:
    return migrations.SeparateDatabaseAndState(
        [migrations.RunSQL(COLUMNS_OF_THE_PAST.format(f"figures_{model}"))],
        [
            migrations.AddField(model, name, models.IntegerField(), preserve_default=True)
            for name in ("facts", "events", "aggregates", "uncounted")
        ],
    )


class Migration(migrations.Migration):
    """Figures say how many records, facts and events they are of; the number of seizures is a figure, too."""

    dependencies = [
        ("figures", "0015_credits_and_agencies_above"),
        ("measures", "0007_seizures_are_counted"),
    ]

    operations = [
        migrations.RunSQL(REPLACED),
        *(migrations.AlterField(model, "face", models.CharField(max_length=16)) for model in ("posting", "balance")),
        *(of_the_past(model) for model in ("posting", "balance")),
        migrations.RunSQL(MEASURE + LEDGER + POSTED),
    ]
