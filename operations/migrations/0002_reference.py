from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("operations", "0001_initial"), ("measures", "0002_functions")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE operations_reference", "DROP SEQUENCE operations_reference"),
    ]
