from django.db import migrations

SEIZURES = "SELECT operations_watch_markings('seizures_seizure', 'seizures_seizure_readers', 'seizure_id');"


class Migration(migrations.Migration):
    dependencies = [
        ("seizures", "0007_references_in_one_form"),
        ("operations", "0009_markings_are_as_strict"),
    ]

    operations = [
        migrations.RunSQL(SEIZURES),
    ]
