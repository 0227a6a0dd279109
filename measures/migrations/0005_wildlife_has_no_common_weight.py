from django.db import migrations

UNLIKE = "UPDATE measures_measure SET rolls_up = FALSE WHERE code = 'WILDLIFE'"


class Migration(migrations.Migration):
    """Ivory and timber do not add up to a weight of wildlife."""

    dependencies = [("measures", "0004_counts_of_unlike_things")]

    operations = [migrations.RunSQL(UNLIKE)]
