from django.db import migrations

from common.db.frozen import frozen_sql


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_initial")]

    operations = [
        migrations.RunSQL(
            frozen_sql(__file__, "functions"),
            "DROP FUNCTION measures_value; DROP FUNCTION measures_rate; DROP FUNCTION measures_canonical;",
        )
    ]
