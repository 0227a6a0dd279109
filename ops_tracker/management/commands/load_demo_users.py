from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from agencies.models import Agency, Role, User

PASSWORD = "demo"  # noqa: S105 (shown on the sign-in page of a demonstration)
LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "testserver"}
#   user name, role, agency, first and last name
ACCOUNTS = [
    ("analyst", Role.ANALYST, "US-ICE", "Alex", "Analyst"),
    ("supervisor", Role.SUPERVISOR, "US-ICE", "Sam", "Supervisor"),
    ("partner", Role.PARTNER, "US-FBI", "Pat", "Partner"),
    ("auditor", Role.AUDITOR, None, "Audrey", "Auditor"),
    ("admin", Role.ADMINISTRATOR, None, "Ada", "Admin"),
]


class Command(BaseCommand):
    help = "Makes the demonstration accounts, password demo; for a server on loopback alone, as `make run` starts."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Demonstration accounts are made only where OPS_TRACKER_DEMO is set, as `make run` does."
            )
        if beyond := sorted(set(settings.ALLOWED_HOSTS) - LOOPBACK):
            raise CommandError(
                f"The server answers to {', '.join(beyond)}: everybody knows the demonstration accounts' password. "
                "Unset ALLOWED_HOSTS or OPS_TRACKER_DEMO."
            )
        with transaction.atomic():
            made = [account[0] for account in ACCOUNTS if make(*account)]
        self.stdout.write(f"Made {', '.join(made)}." if made else "The accounts are there already.")


def make(username: str, role: Role, agency: str | None, first_name: str, last_name: str) -> bool:
    """Creates the account; returns False, and changes nothing, if it exists."""
    if User.objects.filter(username=username).exists():
        return False
    User.objects.create_user(
        username,
        password=PASSWORD,
        role=role,
        agency=Agency.objects.get(code=agency) if agency else None,
        first_name=first_name,
        last_name=last_name,
        is_superuser=role == Role.ADMINISTRATOR,
    )
    return True
