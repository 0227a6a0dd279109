from django.db import migrations


class Migration(migrations.Migration):
    """Created the views that 0003 creates anew: what they select from has grown since."""

    dependencies = [
        ("figures", "0001_initial"),
        ("seizures", "0001_initial"),
        ("operations", "0002_reference"),
    ]

    operations: list[object] = []
