from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0008_coarser_grains"),
        ("measures", "0002_functions"),
        ("agencies", "0001_initial"),
        ("operations", "0005_phases_have_no_phases"),
    ]

    operations = [
        migrations.RunSQL(
            (SQL / "named.sql").read_text(),
            "DROP FUNCTION figures_keep_named() CASCADE;",
        ),
    ]
