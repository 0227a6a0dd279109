from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "functions.sql"


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_initial")]

    operations = [
        migrations.RunSQL(
            SQL.read_text(),
            "DROP FUNCTION measures_value; DROP FUNCTION measures_rate; DROP FUNCTION measures_canonical;",
        )
    ]
