import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from common.errors import Refused
from measures.models import Measure
from ops_tracker.demo.copying import analyse
from ops_tracker.demo.load import load_demo

MOST = 100_000_000
INTERRUPTED = 130  # as shells have it
TABLES = {
    "seizures_seizure": "seizures",
    "seizures_seizeditem": "items",
    "seizures_credit": "credits",
    "seizures_disposition": "dispositions",
    "operations_outcome": "outcomes",
}


class Command(BaseCommand):
    help = "Enter any number of invented seizures, with all that belongs to them: the same ones every time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rows", default="100000", help="how many seizures")
        parser.add_argument("--seed", default="1", help="another number, other records")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = parse_rows("ROWS", options["rows"], least=1)
        seed = parse_rows("The seed", options["seed"], least=0)
        call_command("migrate", interactive=False, verbosity=0)
        if not Measure.objects.exists():
            call_command("load_reference", verbosity=0, stdout=self.stdout)
        begun, total = time.monotonic(), Counter[str]()
        with explain_failure():
            for loaded, added in load_demo(rows=rows, seed=seed):
                total += added
                self.show(loaded, rows, total["seizures_seizure"] / (time.monotonic() - begun))
            took = time.monotonic() - begun
            analyse()
        rate = total["seizures_seizure"] / took
        counts = ", ".join(f"{total[table]:,} {name}" for table, name in TABLES.items())
        self.stdout.write(f"Entered {counts} in {took:.1f} s: {rate:,.0f} seizures a second.")

    def show(self, loaded: int, rows: int, rate: float) -> None:
        """Prints the progress in one line that changes; only on a terminal."""
        if self.stdout.isatty():
            end = "\n" if loaded == rows else ""
            line = f"\r{loaded:,} of {rows:,} seizures, {rate:,.0f} a second "
            self.stdout.write(line, ending=end)
            self.stdout.flush()


def parse_rows(what: str, text: object, *, least: int) -> int:
    """A whole number from `least` to MOST. Raises CommandError for anything else."""
    try:
        found = int(str(text))
    except ValueError:
        found = least - 1
    if not least <= found <= MOST:
        raise CommandError(f"{what} is a whole number from {least} to {MOST:,}, and not “{text}”.")
    return found


@contextmanager
def explain_failure() -> Iterator[None]:
    """Turns any error of a load into a CommandError: each step of a load is complete or has not happened."""
    try:
        yield
    except Refused as refusal:
        raise CommandError(str(refusal)) from refusal
    except KeyboardInterrupt:
        raise CommandError(
            "Stopped. What has been entered is whole; the same command enters the rest.",
            returncode=INTERRUPTED,
        ) from None
    except DatabaseError as error:
        raise CommandError(
            f"The database refused: {error}\nWhat has been entered is whole; the same command enters the rest."
        ) from error
