import pghistory
import uuid_utils.compat as uuid_utils
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Country
from common.db.constraints import not_negative
from measures.models import Dimension, Measure, Unit
from measures.numeric import NumericField
from operations.models.method_note import FIRST, LAST


@pghistory.track()
class EquivalentFactor(models.Model):
    """What one of a unit of count weighs, by a source: of a measure, and perhaps of one country or of some years.

    It is used only where an equivalent is asked for, and never for what is stored or added up.
    """

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    measure = models.ForeignKey(
        Measure,
        models.PROTECT,
        related_name="+",
        verbose_name=_("measure"),
        help_text=_("It holds for the measures below it, too, unless they have their own."),
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="+",
        limit_choices_to={"dimension": Dimension.COUNT},
        verbose_name=_("unit"),
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country"),
        help_text=_("Empty: for every country without its own."),
    )
    first_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    kilograms = NumericField(_("kilograms for one"))
    source = models.CharField(_("source"), max_length=300, help_text=_("Who says so, and where."))

    class Meta:
        verbose_name = _("factor of equivalents")
        verbose_name_plural = _("factors of equivalents")
        ordering = ["measure__code", "unit__code", "country__code", "first_year", "id"]
        constraints = [
            not_negative("kilograms", name="equivalent_weighs", message=_("A weight is zero or more.")),
            models.CheckConstraint(
                condition=Q(first_year__isnull=True)
                | Q(last_year__isnull=True)
                | Q(last_year__gte=F("first_year")),
                name="equivalent_ends_after_it_began",
                violation_error_code="field:last_year",
                violation_error_message=_("The last year is before the first."),
            ),
            models.CheckConstraint(
                condition=(Q(first_year__isnull=True) | Q(first_year__range=(FIRST, LAST)))
                & (Q(last_year__isnull=True) | Q(last_year__range=(FIRST, LAST))),
                name="equivalent_is_of_years",
                violation_error_code="field:first_year",
                violation_error_message=_("Write years with four digits, from 1900 to 2100."),
            ),
            models.UniqueConstraint(
                fields=["measure", "unit", "country", "first_year"],
                nulls_distinct=False,
                name="one_equivalent_a_beginning",
                violation_error_message=_(
                    "There is a factor of that measure, unit and country from that year already."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} ({self.unit}): {self.kilograms} kg"

    def holds_in(self, year: int | None) -> bool:
        """Whether it holds in that year; of an unknown year, only what holds always does."""
        if year is None:
            return self.first_year is None and self.last_year is None
        return (self.first_year or FIRST) <= year <= (self.last_year or LAST)
