from django.db import migrations

from common.db.frozen import frozen_sql

# Rates of more than a week ago, and values that were rounded one by one.
RECORDED = "SELECT figures_value_anew(NULL, NULL, NULL);"


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0009_what_is_named_stays"),
        ("measures", "0003_rates_and_codes_hold_for_their_time"),
        ("seizures", "0004_list_indexes"),
    ]

    operations = [
        migrations.RunSQL(frozen_sql(__file__, "ledger", "rates") + RECORDED),
    ]
