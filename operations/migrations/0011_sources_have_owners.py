from django.db import migrations, models

from common.db.frozen import frozen_sql


class Migration(migrations.Migration):
    dependencies = [
        ("operations", "0010_sources_are_marked"),
        ("pghistory", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(frozen_sql(__file__, "sources"), migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('marking__in', ['TLP:CLEAR', 'TLP:GREEN', 'TLP:RED']), ('owner__isnull', False), _connector='OR'), name='source_for_an_agency_has_one', violation_error_code='field:marking', violation_error_message='A source that not everybody may read belongs to an agency.'),
        ),
    ]
