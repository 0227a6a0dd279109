import pghistory
import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from measures.models.dated import Dated
from operations.models.operation import Operation
from operations.sharing import Reader


class ClosingQuerySet(models.QuerySet["Closing"]):
    def visible_to(self, reader: Reader) -> "ClosingQuerySet":
        """The closings of operations that the reader may see, and of all records of the reader's own agency."""
        own = Q(operation__isnull=True, agency=reader.agency_id, agency__isnull=False)
        return self.filter(own | Q(operation__in=Operation.objects.visible_to(reader).values("pk")))

    def standing(self) -> "ClosingQuerySet":
        return self.filter(reopened_at__isnull=True)


@pghistory.track()
class Closing(Dated):
    """The closing of a period, of an operation or of all records of an agency. What changes later is late."""

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", editable=False, verbose_name=_("closed by the agency")
    )
    operation = models.ForeignKey(
        Operation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="closings",
        verbose_name=_("operation"),
        help_text=_("Empty for all records of the agency."),
    )
    closed_at = models.DateTimeField(_("closed at"), auto_now_add=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("closed by"),
    )
    reopened_at = models.DateTimeField(_("reopened at"), null=True, blank=True, editable=False)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("reopened by"),
    )

    objects = ClosingQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("closed period")
        verbose_name_plural = _("closed periods")
        ordering = ["-date_from", "-closed_at", "-id"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(date_from__isnull=False),
                name="closing_has_a_period",
                violation_error_code="field:date",
                violation_error_message=_("Say which period is closed."),
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True, reopened_by__isnull=True)
                | ~Q(
                    Q(reopened_at__isnull=True)
                    | Q(reopened_by__isnull=True)
                    | Q(reopened_at__lt=F("closed_at"))
                ),
                name="closing_is_reopened_by_somebody",
                violation_error_message=_("A period that was opened again says by whom and when."),
            ),
            models.UniqueConstraint(
                fields=["operation", "date_from", "date_to"],
                condition=Q(reopened_at__isnull=True, operation__isnull=False),
                name="period_of_an_operation_is_closed_once",
                violation_error_code="field:date",
                violation_error_message=_("That period is closed already."),
            ),
            models.UniqueConstraint(
                fields=["agency", "date_from", "date_to"],
                condition=Q(reopened_at__isnull=True, operation__isnull=True),
                name="period_of_an_agency_is_closed_once",
                violation_error_code="field:date",
                violation_error_message=_("That period is closed already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.date)
