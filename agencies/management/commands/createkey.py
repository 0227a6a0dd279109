import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from agencies import services
from agencies.models import Agency, Scope, User
from common.errors import Invalid


class Command(BaseCommand):
    help = "Makes a key for a partner system and prints it, alone and once: only its hash is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--agency", required=True, metavar="CODE", help="the agency that the key reads as"
        )
        parser.add_argument("--name", required=True, help="what the key is for")
        parser.add_argument("--scopes", required=True, help=f"separated by spaces: {' '.join(Scope.values)}")
        parser.add_argument(
            "--holder",
            metavar="USERNAME",
            help="who of the agency answers for what is entered with the key, and so does not verify it; without it, "
            "for a key that writes, the agency's first analyst",
        )
        parser.add_argument("--days", type=int, help="how long it is valid; without it, until it is revoked")

    def handle(self, *args: Any, **options: Any) -> None:
        days = options["days"]
        try:
            _key, raw = services.make_key(
                agency=self.agency(options["agency"]),
                name=options["name"],
                scopes=options["scopes"].replace(",", " ").split(),
                expires_at=None if days is None else timezone.now() + datetime.timedelta(days=days),
                holder=self.person(options["holder"]),
                by=None,
            )
        except Invalid as error:
            wrong = [f"{path}: {text}" for path, texts in error.errors.items() for text in texts]
            raise CommandError(" ".join(wrong)) from error
        self.stdout.write(raw)

    def person(self, username: str | None) -> User | None:
        if username is None:
            return None
        try:
            return User.objects.get(username=username)
        except User.DoesNotExist:
            raise CommandError(f"There is nobody with the user name {username}.") from None

    def agency(self, code: str) -> Agency:
        try:
            return Agency.objects.get(code=code)
        except Agency.DoesNotExist:
            codes = ", ".join(Agency.objects.values_list("code", flat=True))
            known = f"there are {codes}" if codes else "there are none yet: run load_reference first"
            raise CommandError(f"There is no agency {code}; {known}.") from None
