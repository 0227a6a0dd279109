from django.db import models
from django.db.models import Q

from measures.numeric import NumericField


class Grain(models.IntegerChoices):
    """What a balance is kept by, beside measure, stage, status, unit and audience."""

    YEAR = 1
    MONTH = 2
    OPERATION = 3
    OPERATION_MONTH = 4
    COUNTRY_YEAR = 5
    COUNTRY_MONTH = 6
    AGENCY_YEAR = 7


class Balance(models.Model):
    """The sum of the postings of one cell that have been folded, and nothing of those pending.

    Months are numbered `12 * year + month - 1`. A balance by month or year is of what lies in that month or year as a
    whole, from its first month to its last; whatever lies in none keeps the first and last month it may lie in.
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
    face = models.CharField(max_length=8)
    unit_id = models.BigIntegerField(null=True)
    # The unit reported, where it converts by a method of its own.
    method_id = models.BigIntegerField(null=True)
    records = models.IntegerField()
    amount = NumericField()
    exact = models.IntegerField()
    at_least = models.IntegerField()
    at_most = models.IntegerField()
    approximately = models.IntegerField()
    unquantified = models.IntegerField()
    unvalued = models.IntegerField()
    undated = models.IntegerField()

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
                fields=["grain", "measure_id", "first_month"],
                name="balance_of_operations",
                condition=Q(grain=Grain.OPERATION_MONTH),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
