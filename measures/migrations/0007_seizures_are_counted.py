from django.db import migrations, models

KINDS = [
    ("seizure", "seized goods"),
    ("outcome", "outcomes"),
    ("events", "seizures themselves, counted"),
    ("stated", "statements of sources only"),
]


class Migration(migrations.Migration):
    """One measure counts seizures themselves."""

    dependencies = [("measures", "0006_weighed_as_well")]

    operations = [
        *(
            migrations.AlterField(
                model, "kind", models.CharField(choices=KINDS, max_length=8, verbose_name="recorded as")
            )
            for model in ("measure", "measureevent")
        ),
        migrations.AddConstraint(
            "measure",
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(kind="events"),
                name="one_measure_counts_seizures",
                violation_error_message="Only one measure counts seizures themselves.",
            ),
        ),
    ]
