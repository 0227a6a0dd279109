from django.db import migrations

WEIGHED = """
    UPDATE measures_measure SET accepted = accepted || '{mass}'::varchar[]
    WHERE code IN ('CASH.GOLD', 'PROPERTY.JEWELLERY', 'AMMUNITION', 'WILDLIFE.LIVE') AND NOT 'mass' = ANY(accepted);
    UPDATE measures_measure SET accepted = accepted || '{count}'::varchar[]
    WHERE code = 'CASH.GOLD' AND NOT 'count' = ANY(accepted);
"""


class Migration(migrations.Migration):
    """Gold, jewellery, ammunition and live animals are taken by weight as well."""

    dependencies = [("measures", "0005_wildlife_has_no_common_weight")]

    operations = [migrations.RunSQL(WEIGHED, migrations.RunSQL.noop)]
