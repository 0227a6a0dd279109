from django.db import migrations

from common.db.frozen import frozen_sql

OLD_VIEWS = """
    DROP VIEW IF EXISTS figures_operationcredit;
    DROP VIEW IF EXISTS figures_agencycredit;
    DROP VIEW IF EXISTS figures_fact;
"""
# What is recorded already, in its own postings.
OPENING = """
    SELECT figures_post(ARRAY(SELECT id FROM seizures_seizure UNION ALL SELECT id FROM operations_outcome));
"""
# Every row's trigger asks for this setting, and where it has none fails inside, at a cost that grows with the load.
SETTING = """
    DO $$ BEGIN
        EXECUTE format('ALTER DATABASE %I SET pgtrigger.ignore = %L', current_database(), '{}');
    EXCEPTION WHEN insufficient_privilege THEN
        RAISE NOTICE 'Let the owner of the database set pgtrigger.ignore to {}: large loads are slow without it.';
    END $$;
"""
LEDGER = frozen_sql(__file__, "facts", "ledger", "balances", "drift", "triggers")


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0003_ledger"),
        ("seizures", "0002_dispositions_valued"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.RunSQL(OLD_VIEWS + LEDGER + OPENING + SETTING),
    ]
