import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, ExtractDay
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from common.db.constraints import in_order, set_together
from measures.partial_date import EARLIEST, PartialDate, Precision

WHOLE = (Precision.MONTH, Precision.QUARTER, Precision.YEAR)
# Cast, because a form evaluates this with a bare NULL, whose type PostgreSQL cannot infer.
FIRST_OF_A_MONTH = Exact(ExtractDay(Cast("date_from", models.DateField())), 1)


class Dated(models.Model):
    """A row with a partial date: a day, a month, a quarter, a year, from one day to another, or unknown."""

    date_from = models.DateField(_("first day"), null=True, blank=True)
    date_to = models.DateField(_("last day"), null=True, blank=True)
    date_precision = models.CharField(
        _("precision"), max_length=8, choices=Precision, default=Precision.UNKNOWN
    )

    class Meta:
        abstract = True
        constraints = [
            set_together(
                "date_from",
                "date_to",
                name="%(class)s_has_both_days",
                message=_("A date needs its first and its last day."),
            ),
            in_order(
                "date_from",
                "date_to",
                name="%(class)s_ends_after_it_began",
                message=_("The end is before the start."),
                field="date",
            ),
            models.CheckConstraint(
                condition=Q(date_from__isnull=True) | Q(date_from__gte=EARLIEST),
                name="%(class)s_is_not_before_1900",
                violation_error_code="field:date",
                violation_error_message=_("Nothing before 1900 is recorded here."),
            ),
            # PostgreSQL's dates go on to infinity.
            models.CheckConstraint(
                condition=Q(date_to__isnull=True) | Q(date_to__lte=datetime.date.max),
                name="%(class)s_is_before_the_year_10000",
                violation_error_code="field:date",
                violation_error_message=_("Nothing after the year 9999 is recorded here."),
            ),
            models.CheckConstraint(
                condition=Q(date_precision=Precision.UNKNOWN, date_from__isnull=True)
                | Q(date_precision=Precision.RANGE, date_from__isnull=False)
                | Q(date_precision=Precision.DAY, date_from=F("date_to"))
                | Q(FIRST_OF_A_MONTH, date_precision__in=WHOLE),
                name="%(class)s_date_fits_its_precision",
                violation_error_code="field:date",
                violation_error_message=_("The date does not fit its precision."),
            ),
        ]

    @property
    def date(self) -> PartialDate:
        return PartialDate(self.date_from, self.date_to, self.date_precision)

    @date.setter
    def date(self, date: PartialDate) -> None:
        self.date_from, self.date_to, self.date_precision = date.first, date.last, date.precision
