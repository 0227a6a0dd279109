from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from common.audit import AFTER_COMMIT


class FiguresConfig(AppConfig):
    name = "figures"
    verbose_name = _("Figures")

    def ready(self) -> None:
        """Requests a fold after every change, whether by a page, the API, a command or a job."""
        from figures.ledger.waking import request_fold  # noqa: PLC0415 -- its models are ready only now

        AFTER_COMMIT.append(request_fold)
