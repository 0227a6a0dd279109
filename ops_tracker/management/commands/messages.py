from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from ops_tracker import messages


class Command(BaseCommand):
    help = "Extracts the texts to translate into locale/, and lists those that lack a translation."

    def handle(self, **options: Any) -> None:
        template = messages.template_of_catalogues()
        for language, _name in settings.LANGUAGES:
            if language == "en":
                continue
            lacking = messages.update_catalogue(language, template)
            self.stdout.write(f"{language}: {len(template)} texts, {len(lacking)} to translate")
            for text in lacking:
                self.stdout.write(f"  {text!r}")
