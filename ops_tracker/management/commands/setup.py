from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser, call_command
from django.utils.translation import gettext as _

from ops_tracker.static import file_fingerprint


class Command(BaseCommand):
    help = "Bring the database and the static files up to date. A second time, it changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--without-static", action="store_true", help="an image holds them already")

    def handle(self, *args: Any, **options: Any) -> None:
        self._print(_("Bringing the database up to date…"))
        call_command("migrate", interactive=False, verbosity=0)
        self._print(_("Loading reference data…"))
        call_command("load_reference", verbosity=0, stdout=StringIO())
        if settings.DEMO:
            self._print(_("Loading the sample operations and the demo accounts…"))
            call_command("load_demo_users", verbosity=0, stdout=StringIO())
            call_command("load_samples", verbosity=0, stdout=StringIO())
        if not options["without_static"]:
            self._collect()

    def _print(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _collect(self) -> None:
        stamp = Path(settings.STATIC_ROOT) / ".fingerprint"
        wanted = file_fingerprint()
        if stamp.exists() and stamp.read_text() == wanted:
            return
        self._print(_("Collecting static files…"))
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(wanted)
