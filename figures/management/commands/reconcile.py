from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import InterfaceError, OperationalError

from figures.ledger.reconciliation import reconcile
from figures.ledger.words import line, many

DRIFTED, UNANSWERED = 1, 2


class Command(BaseCommand):
    help = (
        "Compare every record with the ledger, and the ledger with the balances. Ends with 0 where they agree, or "
        "where all that had drifted was repaired; with 1 where something has drifted; with 2 where the database does "
        "not answer. It may be ended at any moment."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--repair", action="store_true", help="put right what has drifted, and compare again"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = reconcile(repairs=options["repair"], output=self._write_line)
        except (OperationalError, InterfaceError) as error:
            raise CommandError(
                f"The database does not answer: {line(error)}", returncode=UNANSWERED
            ) from error
        if not found.drifted:
            self.stdout.write(f"Nothing has drifted ({found.seconds:.1f} s).")
            return
        records, balances = found.drifted_records, found.drifted_balances
        wrong = f"{many(records, 'record')} and {many(balances, 'balance')} had drifted"
        if not found.repaired:
            raise CommandError(f"{wrong}{self._way_out(**options)}", returncode=DRIFTED)
        self.stdout.write(f"{wrong}; they are repaired, and everything agrees now ({found.seconds:.1f} s).")

    def _way_out(self, *, repair: bool, **_options: Any) -> str:
        if repair:
            return ", and something has drifted still: run this again, and see what writes past the triggers."
        return ". Run this again with --repair to put them right."

    def _write_line(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
