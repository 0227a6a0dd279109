"""What agencies answer beside records: that there is nothing to report; and reminders of missing reports."""

from typing import Any

import pghistory
import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from measures.models.dated import Dated
from operations.models.operation import Operation
from operations.sharing import Reader


class ReportQuerySet(models.QuerySet[Any]):
    def visible_to(self, reader: Reader) -> "ReportQuerySet":
        return self.filter(operation__in=Operation.objects.visible_to(reader).values("pk"))


class AboutReport(Dated):
    """A row about the report of one agency for one period of an operation; without days, for the whole operation."""

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    operation = models.ForeignKey(
        Operation, models.CASCADE, related_name="%(class)ss", verbose_name=_("operation")
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("agency"))

    objects = ReportQuerySet.as_manager()

    class Meta(Dated.Meta):
        abstract = True


@pghistory.track()
class NothingReported(AboutReport):
    """An agency's statement that it has nothing to report. It is zero, where no answer is unknown."""

    stated_at = models.DateTimeField(_("stated at"), auto_now_add=True)
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("stated by")
    )

    class Meta(AboutReport.Meta):
        abstract = False
        verbose_name = _("nothing to report")
        verbose_name_plural = _("nothing to report")
        ordering = ["-stated_at", "-id"]
        constraints = [
            *AboutReport.Meta.constraints,
            models.UniqueConstraint(
                fields=["operation", "agency", "date_from", "date_to"],
                nulls_distinct=False,
                name="nothing_is_reported_once",
                violation_error_message=_("Your agency has stated that already."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("nothing to report")) + f": {self.agency} · {self.operation} · {self.date}"


@pghistory.track()
class Reminder(AboutReport):
    """A reminder to an agency of a missing report. `people` are those whom it reaches, `mailed` those by e-mail."""

    sent_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by")
    )
    people = models.PositiveIntegerField(_("persons"))
    mailed = models.PositiveIntegerField(_("persons with an e-mail address"))

    class Meta(AboutReport.Meta):
        abstract = False
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return f"{self.agency} · {self.operation} · {self.date}"
