from django.db import migrations, models

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
REPLACED = frozen_sql(__file__, "replaced", of="0010")
LEDGER = frozen_sql(__file__, "facts", "ledger", "balances", columns=COLUMNS)
DRIFT = frozen_sql(__file__, "drift", of="0010", columns=COLUMNS)
TRIGGERS = frozen_sql(__file__, "triggers", columns=COLUMNS)
# What counts pieces, and what a piece is: before the triggers are there again, so that all is posted once.
UNITS = """
    INSERT INTO measures_unit (code, name, symbol, dimension, factor, method, nibrs_code, is_reporting, counts_pieces)
    SELECT code, name, '', 'count', 1, '', '', FALSE, FALSE
    FROM (VALUES ('HEA', 'animal'), ('STK', 'cigarette')) new (code, name)
    WHERE NOT EXISTS (SELECT FROM measures_unit u WHERE u.code = new.code AND u.dimension <> 'money')
        AND EXISTS (SELECT FROM measures_unit);
    UPDATE measures_unit SET counts_pieces = TRUE
    WHERE code IN ('C62', 'H87', 'DZN', 'MIL') AND dimension = 'count';
    UPDATE measures_measure m SET unit_id = u.id
    FROM (VALUES
        ('PEOPLE%', 'IE'), ('ACTIVITY.OFFICERS!_%', 'IE'), ('ACTIVITY.FUGITIVE!_REDUCTION', 'IE'),
        ('AMMUNITION%', 'ROUND'), ('WILDLIFE.LIVE', 'HEA'), ('WILDLIFE.PLANTS', 'PLANT'),
        ('NARC.CANNABIS.PLANT', 'PLANT'), ('NARC.POPPY', 'PLANT'),
        ('GOODS.TOBACCO.CIGARETTES', 'STK')
    ) own (codes, unit)
    JOIN measures_unit u ON u.code = own.unit AND u.dimension = 'count'
    WHERE m.code LIKE own.codes ESCAPE '!' AND m.dimension = 'count';
    UPDATE measures_measure m SET unit_id = u.id FROM measures_unit u
    WHERE m.counted_in = 'dosage units' AND m.dimension = 'count' AND u.code = 'DOSE' AND u.dimension = 'count';
    UPDATE measures_measure SET operator = 'max' WHERE code = 'ACTIVITY.COUNTRIES';
    UPDATE figures_tally SET token = gen_random_uuid() WHERE name = 'epoch';
"""
POSTED = """
    SELECT figures_post(ARRAY(SELECT id FROM seizures_seizure UNION ALL SELECT id FROM operations_outcome));
"""


class Migration(migrations.Migration):
    """Counts of unlike things are told apart, and goods of no stated worth are counted."""

    dependencies = [("figures", "0012_worked_out_anew"), ("measures", "0004_counts_of_unlike_things")]

    operations = [
        migrations.AddField("posting", "unpriced", models.IntegerField(default=0)),
        migrations.AddField("balance", "unpriced", models.IntegerField(default=0)),
        migrations.AddIndex(
            "posting",
            models.Index(fields=["measure_id"], name="posting_of_an_outcome", condition=models.Q(stage="outcome")),
        ),
        migrations.RunSQL(REPLACED + UNITS + LEDGER + DRIFT + TRIGGERS + POSTED),
    ]
