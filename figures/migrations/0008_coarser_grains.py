import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.lookups
from django.db import migrations, models

from common.db.frozen import frozen_sql

REPLACED = """
    DROP VIEW figures_balancedrift, figures_balanceside, figures_recorddrift, figures_recordside;
    DROP FUNCTION figures_today();
    DROP VIEW figures_share, figures_face;
    DROP FUNCTION figures_fold(integer), figures_month(date), figures_year(integer, integer, boolean);
"""
NUMBERS = """
    sum(records), sum(amount), sum(exact), sum(at_least), sum(at_most), sum(approximately), sum(unquantified),
    sum(unvalued), sum(undated)
"""
COLUMNS = """
    grain, operation_id, audience_id, measure_id, first_month, last_month, stage, status, face, unit_id, method_id,
    records, amount, exact, at_least, at_most, approximately, unquantified, unvalued, undated
"""
# A large fold changes most of the rows of a page, and their next form has its place on the same page: no index changes.
ROOM = "ALTER TABLE figures_balance SET (fillfactor = 60);"
# The sums of what was folded already.
FILLED = f"""
    INSERT INTO figures_balance ({COLUMNS})
    SELECT 8, NULL, audience_id, measure_id, NULL, NULL, stage, status, face, unit_id, method_id, {NUMBERS}
    FROM figures_balance WHERE grain = 1
    GROUP BY audience_id, measure_id, stage, status, face, unit_id, method_id;
    INSERT INTO figures_balance ({COLUMNS})
    SELECT
        9, operation_id, audience_id, measure_id, figures_year(first_month, last_month, last => FALSE),
        figures_year(last_month, first_month, last => TRUE), stage, status, face, unit_id, method_id, {NUMBERS}
    FROM figures_balance WHERE grain = 4
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0007_audience_of_an_operation"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="balance",
            name="balance_of_operations",
        ),
        migrations.AlterField(
            model_name="balance",
            name="grain",
            field=models.SmallIntegerField(
                choices=[(1, 'year'), (2, 'month'), (3, 'operation'), (4, 'operation and month'), (5, 'country and year'), (6, 'country and month'), (7, 'agency and year'), (8, 'measure'), (9, 'operation and year')]
            ),
        ),
        migrations.AddIndex(
            model_name="balance",
            index=models.Index(
                condition=models.Q(("grain__in", (4, 9))),
                fields=["grain", "face", "status", "stage", "measure_id", "first_month"],
                name="balance_of_operations",
            ),
        ),
        migrations.AddIndex(
            model_name="balance",
            index=models.Index(
                condition=models.Q(
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.comparison.Coalesce(
                            django.db.models.expressions.CombinedExpression(
                                models.F("last_month"), "-", models.F("first_month")
                            ),
                            1,
                        ),
                        0,
                    ),
                    ("grain__in", (2, 4, 6)),
                ),
                fields=["grain", "face", "status", "stage", "measure_id", "first_month"],
                name="balance_of_no_month",
            ),
        ),
        migrations.RunSQL(REPLACED + frozen_sql(__file__, "balances", "drift") + ROOM + FILLED),
    ]
