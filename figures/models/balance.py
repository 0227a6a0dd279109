from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from measures.numeric import NumericField


class Grain(models.IntegerChoices):
    """The dimensions that a balance keeps apart, beside measure, stage, status, unit and audience; `TOTAL` has none."""

    YEAR = 1, _("year")
    MONTH = 2, _("month")
    OPERATION = 3, _("operation")
    OPERATION_MONTH = 4, _("operation and month")
    COUNTRY_YEAR = 5, _("country and year")
    COUNTRY_MONTH = 6, _("country and month")
    AGENCY_YEAR = 7, _("agency and year")
    TOTAL = 8, _("measure")
    OPERATION_YEAR = 9, _("operation and year")


# What lies in no one month, of the grains that tell months.
SPREAD = Q(GreaterThan(Coalesce(F("last_month") - F("first_month"), 1), 0)) & Q(
    grain__in=(Grain.MONTH, Grain.OPERATION_MONTH, Grain.COUNTRY_MONTH)
)


class Balance(models.Model):
    """The sum of the folded postings of one cell; pending postings are not in it.

    Months are numbered `12 * year + month - 1`. A balance by month or year has what lies in that month or year as a
    whole; what does not has the first and the last month that it may lie in.
    """

    id = models.BigAutoField(primary_key=True)
    grain = models.SmallIntegerField(choices=Grain)
    operation_id = models.UUIDField(null=True)
    agency_id = models.BigIntegerField(null=True)
    country_id = models.BigIntegerField(null=True)
    audience_id = models.BigIntegerField()
    measure_id = models.BigIntegerField()
    first_month = models.IntegerField(null=True)
    last_month = models.IntegerField(null=True)
    stage = models.CharField(max_length=12)
    status = models.CharField(max_length=10)
    # `quantity`, or money as `value` in the reporting currency; by year and by operation, once more as `reported`.
    # `events` counts seizures. What ends in `_above` takes records off again that are counted for several measures
    # below one, in answers that go up the tree of measures.
    face = models.CharField(max_length=16)
    unit_id = models.BigIntegerField(null=True)
    # The unit reported, where it converts by a method of its own.
    method_id = models.BigIntegerField(null=True)
    facts = models.IntegerField()
    records = models.IntegerField()
    events = models.IntegerField()
    aggregates = models.IntegerField()
    # Aggregates that do not say of how many events they are: of one at least.
    uncounted = models.IntegerField()
    amount = NumericField()
    # How far the true amounts may lie below and above.
    less = NumericField(default=0, db_default=0)
    more = NumericField(default=0, db_default=0)
    exact = models.IntegerField()
    at_least = models.IntegerField()
    at_most = models.IntegerField()
    between = models.IntegerField(default=0, db_default=0)
    approximately = models.IntegerField()
    unquantified = models.IntegerField()
    unvalued = models.IntegerField()
    undated = models.IntegerField()
    unpriced = models.IntegerField(default=0)

    # What adds up.
    NUMBERS = (
        "facts", "records", "events", "aggregates", "uncounted", "amount", "less", "more", "exact", "at_least",
        "at_most", "between", "approximately", "unquantified", "unvalued", "undated", "unpriced",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "grain", "operation_id", "agency_id", "face", "audience_id", "measure_id", "country_id",
                    "first_month", "last_month", "stage", "status", "unit_id", "method_id",
                ],
                name="balance_of_a_cell",
                nulls_distinct=False,
            )
        ]  # fmt: skip
        indexes = [
            # For the operations with the most of one measure in a period.
            models.Index(
                fields=["grain", "face", "status", "stage", "measure_id", "first_month"],
                name="balance_of_operations",
                condition=Q(grain__in=(Grain.OPERATION_MONTH, Grain.OPERATION_YEAR)),
            ),
            # For periods of whole years and some months more.
            models.Index(
                fields=["grain", "face", "status", "stage", "measure_id", "first_month"],
                name="balance_of_no_month",
                condition=SPREAD,
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
