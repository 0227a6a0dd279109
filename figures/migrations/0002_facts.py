from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "facts.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0001_initial"),
        ("seizures", "0001_initial"),
        ("operations", "0002_reference"),
    ]

    operations = [migrations.RunSQL(SQL.read_text(), "DROP VIEW figures_operationcredit, figures_agencycredit, figures_fact")]
