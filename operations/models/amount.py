from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.db.constraints import not_negative
from measures.models import Measure, Unit
from measures.numeric import NumericField
from operations.models.between import two_numbers
from operations.models.choices import Qualifier

# The relations that an amount is rendered and converted with.
AMOUNT_RELATIONS = ("measure__unit", "unit", "currency")


class MeasuredQuerySet(models.QuerySet[Any]):
    def with_amounts(self) -> Self:
        """Rows with all that their amounts are rendered and converted with: measure, unit and currency."""
        return self.select_related(*AMOUNT_RELATIONS)


class Measured(models.Model):
    """An amount of a measure as reported, and the values that the database computes from it.

    Null means not reported, never zero. `canonical_quantity` is in the canonical unit of the unit's dimension;
    `value` is in the reporting currency, at the last rate published on or before the date (`rate_date`). Triggers
    fill in both, whoever writes the row. Between two numbers, `quantity` and `amount` are the lower ones, and what ends
    in `_high` the higher.
    """

    # The index of the latest amounts of a measure serves this key, too.
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="+", verbose_name=_("measure"), db_index=False
    )
    qualifier = models.CharField(_("qualifier"), max_length=14, choices=Qualifier, default=Qualifier.EXACT)
    quantity = NumericField(_("quantity"), null=True, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    quantity_high = NumericField(_("higher quantity"), null=True, blank=True)
    canonical_quantity = NumericField(_("canonical quantity"), null=True, blank=True, editable=False)
    amount = NumericField(_("amount"), null=True, blank=True)
    currency = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("currency")
    )
    amount_high = NumericField(_("higher amount"), null=True, blank=True)
    value = NumericField(_("value"), null=True, blank=True, editable=False)
    canonical_quantity_high = NumericField(
        _("higher canonical quantity"), null=True, blank=True, editable=False
    )
    value_high = NumericField(_("higher value"), null=True, blank=True, editable=False)
    rate_date = models.DateField(_("date of the rate"), null=True, blank=True, editable=False)
    description = models.CharField(_("description"), max_length=300, blank=True)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["measure", "id"], name="%(class)s_by_measure")]
        constraints = [
            *two_numbers(prefix="%(class)s"),
            not_negative(
                "quantity",
                name="%(class)s_quantity_is_not_negative",
                message=_("A quantity cannot be negative."),
            ),
            not_negative(
                "amount", name="%(class)s_amount_is_not_negative", message=_("An amount cannot be negative.")
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(unit__isnull=False),
                name="%(class)s_quantity_has_a_unit",
                violation_error_code="field:unit",
                violation_error_message=_("Choose the unit of the quantity."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(currency__isnull=False),
                name="%(class)s_amount_has_a_currency",
                violation_error_code="field:currency",
                violation_error_message=_("Choose the currency of the amount."),
            ),
        ]

    @property
    def converted_qualifier(self) -> str:
        """The qualifier of the canonical quantity: exact becomes approximate if the unit's factor is an assumption."""
        assumed = self.qualifier == Qualifier.EXACT and self.unit and self.unit.method
        return Qualifier.APPROXIMATELY if assumed else self.qualifier
