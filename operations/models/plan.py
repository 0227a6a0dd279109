import datetime

import pghistory
import uuid_utils.compat as uuid_utils
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.db.changed import Stamped
from common.db.constraints import in_order, one_of
from measures.partial_date import PartialDate, Precision
from operations.models.operation import Operation
from operations.sharing import Reader

# What is due later than a year after its period is not expected at all.
MOST_DAYS = 366
LEVELS = (1, 2)


class Every(models.TextChoices):
    """How often reports are expected."""

    ONCE = "once", _("once, for the whole operation")
    MONTH = "month", _("every month")
    QUARTER = "quarter", _("every quarter")
    YEAR = "year", _("every year")


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, reader: Reader) -> "PlanQuerySet":
        return self.filter(operation__in=Operation.objects.visible_to(reader).values("pk"))

    def reporting(self) -> "PlanQuerySet":
        """Plans that expect reports."""
        return self.exclude(every="")


@pghistory.track(exclude=["changed_at"])
class Plan(Stamped):
    """The template of an operation: how often its participants report and by when, and how results are reviewed."""

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    operation = models.OneToOneField(
        Operation, models.CASCADE, related_name="plan", verbose_name=_("operation")
    )
    every = models.CharField(
        _("reports are expected"), max_length=8, choices=Every, blank=True, default=Every.ONCE
    )
    begins_on = models.DateField(
        _("from"), null=True, blank=True, help_text=_("Empty for the first day of the operation.")
    )
    ends_on = models.DateField(
        _("until"), null=True, blank=True, help_text=_("Empty for the last day of the operation.")
    )
    due_days = models.PositiveSmallIntegerField(
        _("days to report"),
        default=15,
        help_text=_("A report is due so many days after the end of its period."),
    )
    review_levels = models.PositiveSmallIntegerField(
        _("review"),
        default=1,
        choices=[
            (1, _("one level: a supervisor verifies")),
            (2, _("two levels: confirmed by the recording agency, then verified by a coordinating one")),
        ],
    )
    created_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["-created_at", "-id"]
        constraints = [
            in_order(
                "begins_on",
                "ends_on",
                name="plan_ends_after_it_began",
                message=_("The end is before the start."),
                field="ends_on",
            ),
            one_of(
                "every",
                ["", *Every.values],
                name="plan_reports_are_known",
                message=_("Reports are expected once, every month, every quarter or every year."),
            ),
            models.CheckConstraint(
                condition=Q(due_days__lte=MOST_DAYS),
                name="plan_reports_are_due_within_a_year",
                violation_error_code="field:due_days",
                violation_error_message=_("A report is due within 366 days of the end of its period."),
            ),
            models.CheckConstraint(
                condition=Q(review_levels__in=LEVELS),
                name="plan_has_one_level_of_review_or_two",
                violation_error_code="field:review_levels",
                violation_error_message=_("There is one level of review, or there are two."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("plan of %(operation)s") % {"operation": self.operation})

    @property
    def begins(self) -> PartialDate:
        return _day(self.begins_on)

    @begins.setter
    def begins(self, date: PartialDate) -> None:
        self.begins_on = date.first

    @property
    def ends(self) -> PartialDate:
        return _day(self.ends_on)

    @ends.setter
    def ends(self, date: PartialDate) -> None:
        self.ends_on = date.last

    @property
    def first(self) -> datetime.date | None:
        """The first day that is reported on."""
        return self.begins_on or self.operation.starts_on

    @property
    def last(self) -> datetime.date | None:
        """The last day that is reported on; None while no end is known."""
        return self.ends_on or self.operation.ends_on


def _day(day: datetime.date | None) -> PartialDate:
    return PartialDate(day, day, Precision.DAY) if day else PartialDate()
