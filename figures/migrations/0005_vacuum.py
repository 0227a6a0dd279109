from django.db import migrations, models

# What is folded all the time changes the same rows again and again: room for their next form beside them, and no
# waiting until a fifth of a large table has changed. The ledger only grows: statistics of its newest part matter.
STORAGE = """
    ALTER TABLE figures_pending SET (
        autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0,
        autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 50000
    );
    ALTER TABLE figures_balance SET (
        fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05
    );
    ALTER TABLE figures_posting SET (autovacuum_analyze_scale_factor = 0.05);
"""
UNDO = """
    ALTER TABLE figures_pending RESET (
        autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold, autovacuum_vacuum_cost_delay,
        autovacuum_vacuum_insert_scale_factor, autovacuum_vacuum_insert_threshold
    );
    ALTER TABLE figures_balance RESET (
        fillfactor, autovacuum_vacuum_scale_factor, autovacuum_analyze_scale_factor
    );
    ALTER TABLE figures_posting RESET (autovacuum_analyze_scale_factor);
"""


class Migration(migrations.Migration):
    dependencies = [("figures", "0004_ledger_sql")]

    operations = [
        migrations.CreateModel(
            name="Reconciliation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("began_at", models.DateTimeField(db_index=True, verbose_name="began")),
                ("seconds", models.DecimalField(decimal_places=3, max_digits=12, verbose_name="seconds")),
                ("facts", models.BigIntegerField(verbose_name="facts")),
                ("postings", models.BigIntegerField(verbose_name="postings")),
                ("balances", models.BigIntegerField(verbose_name="balances")),
                ("drifted_records", models.BigIntegerField(verbose_name="records that had drifted")),
                ("drifted_balances", models.BigIntegerField(verbose_name="balances that had drifted")),
                ("repaired", models.BooleanField(verbose_name="repaired")),
            ],
            options={
                "verbose_name": "ledger check",
                "verbose_name_plural": "ledger checks",
                "ordering": ["-began_at"],
            },
        ),
        migrations.RunSQL(STORAGE, UNDO),
    ]
