from typing import Any

from django.core.management.base import BaseCommand, CommandError

from measures.models import Measure
from ops_tracker.samples.load import load_samples


class Command(BaseCommand):
    help = "Enter the first operations, as public sources state them. A second time, it changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not Measure.objects.exists():
            raise CommandError("There is no reference data yet: run `manage.py load_reference` first.")
        entered = load_samples()
        self.stdout.write(
            f"operations entered: {', '.join(entered)}" if entered else "operations: nothing to do"
        )
