from django.db import migrations

from common.db.frozen import frozen_sql


class Migration(migrations.Migration):
    """A rate is found in half the time: bulk loads look one up for every amount."""

    dependencies = [("measures", "0007_seizures_are_counted")]

    operations = [migrations.RunSQL(frozen_sql(__file__, "functions"))]
