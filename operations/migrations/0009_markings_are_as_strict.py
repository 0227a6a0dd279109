from django.db import migrations

from common.db.frozen import frozen_sql

OUTCOMES = "SELECT operations_watch_markings('operations_outcome', 'operations_outcome_readers', 'outcome_id');"


class Migration(migrations.Migration):
    dependencies = [
        ("operations", "0008_references_in_one_form"),
    ]

    operations = [
        migrations.RunSQL(frozen_sql(__file__, "marking") + OUTCOMES),
    ]
