from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from common.audit import AFTER_ANNOUNCEMENT


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = _("Notices")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Wakes a worker after every announcement; the sweep makes up for a lost message."""
        from notices.services.waking import wake  # noqa: PLC0415 -- its models are ready only now

        AFTER_ANNOUNCEMENT.append(wake)
