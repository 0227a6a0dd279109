from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from common.errors import Refused
from measures import rates


class Command(BaseCommand):
    help = "Loads the European Central Bank's rates from eurofxref-hist.csv, eurofxref.csv or a zip of one of them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="as published; it may overlap what is loaded already")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            touched = rates.load_rates(options["file"].read_bytes())
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        except Refused as refusal:
            raise CommandError(f"{refusal} Nothing was loaded.") from refusal
        self.stdout.write(
            f"{touched} rates added or corrected." if touched else "All of it was here already."
        )
