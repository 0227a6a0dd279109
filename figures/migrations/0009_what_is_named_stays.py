from django.db import migrations

from common.db.frozen import frozen_sql


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0008_coarser_grains"),
        ("measures", "0002_functions"),
        ("agencies", "0001_initial"),
        ("operations", "0005_phases_have_no_phases"),
    ]

    operations = [
        migrations.RunSQL(
            frozen_sql(__file__, "named"),
            "DROP FUNCTION figures_keep_named() CASCADE;",
        ),
    ]
