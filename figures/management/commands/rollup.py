from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError

from figures.ledger import folding, waking
from figures.ledger.words import line, many


class Command(BaseCommand):
    help = (
        "Fold the postings that are pending into the balances, as the worker does. Figures are right before and after; "
        "afterwards they are faster. It may be ended at any moment."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            moved = waking.timed(lambda: folding.catch_up(self._waits))
        except (OperationalError, InterfaceError) as error:
            raise CommandError(f"The database does not answer: {line(error)}", returncode=2) from error
        self.stdout.write(f"{many(moved, 'posting')} folded." if moved else "Nothing is left to fold.")

    def _waits(self) -> None:
        self.stdout.write("Another fold is at work; waiting until it is done…")
        self.stdout.flush()
