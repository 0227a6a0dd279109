from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "common"

    def ready(self) -> None:
        from common.db import triggers  # noqa: PLC0415 -- pgtrigger needs the settings

        triggers.install()
