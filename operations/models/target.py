import pghistory
import uuid_utils.compat as uuid_utils
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.db.changed import Stamped
from common.db.constraints import not_negative
from measures.models import Measure, Unit
from measures.models.dated import Dated
from measures.numeric import NumericField
from operations.models.choices import Stage
from operations.models.operation import Operation
from operations.sharing import Reader


class TargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, reader: Reader) -> "TargetQuerySet":
        return self.filter(operation__in=Operation.objects.visible_to(reader).values("pk"))


@pghistory.track(exclude=["changed_at"])
class Target(Stamped, Dated):
    """What an operation is expected to achieve of one measure. Targets are never in totals.

    Without a value, the measure is expected to be reported on, and no number is aimed at.
    """

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    operation = models.ForeignKey(
        Operation, models.CASCADE, related_name="targets", verbose_name=_("operation")
    )
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+", verbose_name=_("measure"))
    stage = models.CharField(
        _("stage"),
        max_length=8,
        choices=Stage,
        blank=True,
        help_text=_("For goods: what was done with them."),
    )
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("agency"),
        help_text=_("Of which agency alone; empty for all together."),
    )
    value = NumericField(
        _("expected"), null=True, blank=True, help_text=_("Empty where no number is aimed at.")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    statement = models.CharField(_("in words"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    objects = TargetQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["-created_at", "-id"]
        constraints = [
            *Dated.Meta.constraints,
            not_negative("value", name="target_is_not_negative", message=_("A target cannot be negative.")),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(unit__isnull=False),
                name="target_has_a_unit",
                violation_error_code="field:unit",
                violation_error_message=_("Choose the unit of the target."),
            ),
            models.UniqueConstraint(
                fields=["operation", "measure", "stage", "agency", "unit", "date_from", "date_to"],
                nulls_distinct=False,
                name="target_is_set_once",
                violation_error_code="field:measure",
                violation_error_message=_("There is a target for that already. Change it instead."),
            ),
        ]

    def __str__(self) -> str:
        return " · ".join(
            str(part)
            for part in (self.measure, self.get_stage_display(), self.agency, self.date)
            if part and str(part)
        )
