import pghistory
from babel import Locale
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from common.db.constraints import in_order, one_of
from measures.numeric import NumericField


class Dimension(models.TextChoices):
    MONEY = "money", _("money")
    MASS = "mass", _("mass")
    VOLUME = "volume", _("volume")
    COUNT = "count", _("count")
    # Only what a source states (a reduction by 12 percent) has a ratio; no record does.
    RATIO = "ratio", _("ratio")


# The unit in which figures of a dimension come (UN/ECE Recommendation 20); money comes in a currency, and of counts
# each that is not `counts_pieces` in itself: tablets and plants do not add up.
CANONICAL = {Dimension.MASS: "KGM", Dimension.VOLUME: "LTR", Dimension.COUNT: "C62", Dimension.RATIO: "P1"}


class UnitQuerySet(models.QuerySet["Unit"]):
    def currencies(self) -> "UnitQuerySet":
        return self.filter(dimension=Dimension.MONEY)

    def quantities(self) -> "UnitQuerySet":
        """Units that a quantity may be given in: all but currencies and ratios."""
        return self.filter(dimension__in=[Dimension.MASS, Dimension.VOLUME, Dimension.COUNT])

    def currency(self, code: str) -> "Unit":
        return self.currencies().get(code=code)

    def quantity(self, code: str) -> "Unit":
        """The unit of that code that is not a currency. Raises Unit.DoesNotExist."""
        return self.exclude(dimension=Dimension.MONEY).get(code=code)


@pghistory.track()
class Unit(models.Model):
    """A unit or a currency. `factor` is exact: one of this unit is `factor` of the canonical unit."""

    code = models.CharField(_("code"), max_length=24)
    name = models.CharField(_("name"), max_length=80)
    symbol = models.CharField(_("symbol"), max_length=16, blank=True)
    dimension = models.CharField(_("dimension"), max_length=8, choices=Dimension)
    factor = NumericField(_("factor to the canonical unit"), null=True, blank=True)
    method = models.CharField(
        _("conversion method"),
        max_length=200,
        blank=True,
        help_text=_(
            "Named beside the figure where the factor is an assumption, as for a ton of no stated kind."
        ),
    )
    counts_pieces = models.BooleanField(
        _("counts pieces"),
        default=False,
        help_text=_(
            "So many pieces of whatever the measure counts: one, a dozen, a thousand. Any other unit of count, such as "
            "a tablet or a plant, is added to its like alone."
        ),
    )
    nibrs_code = models.CharField(_("NIBRS code"), max_length=4, blank=True)
    is_reporting = models.BooleanField(
        _("reporting currency"),
        default=False,
        help_text=_("The currency in which money is valued and added up."),
    )
    minor_units = models.PositiveSmallIntegerField(_("minor units"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    exchanged_to = models.DateField(
        _("exchanged until"),
        null=True,
        blank=True,
        help_text=_("Of a withdrawn currency that was exchanged longer; 9999-12-31 where that has no end."),
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["dimension", "code"]
        constraints = [
            # Two standards share the codes, and one clashes: STN is the short ton and the dobra.
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(dimension=Dimension.MONEY),
                name="one_currency_a_code",
                violation_error_message=_("There is a currency with that code already."),
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(dimension=Dimension.MONEY),
                name="one_unit_a_code",
                violation_error_message=_("There is a unit with that code already."),
            ),
            one_of(
                "dimension",
                Dimension.values,
                name="unit_dimension_is_known",
                message=_("There is no such dimension."),
            ),
            models.UniqueConstraint(
                fields=["is_reporting"],
                condition=Q(is_reporting=True),
                name="one_reporting_currency",
                violation_error_message=_("There is a reporting currency already."),
            ),
            models.CheckConstraint(
                condition=Q(is_reporting=False) | Q(dimension=Dimension.MONEY),
                name="reporting_currency_is_a_currency",
                violation_error_message=_("Only a currency can be the reporting currency."),
            ),
            models.CheckConstraint(
                condition=Q(factor__isnull=True) | Q(factor__gt=0),
                name="unit_factor_is_positive",
                violation_error_message=_("The factor to the canonical unit is more than zero."),
            ),
            models.CheckConstraint(
                condition=Q(factor__isnull=True) | ~Q(dimension=Dimension.MONEY),
                name="currency_has_no_fixed_factor",
                violation_error_message=_("A currency is valued by the day's rate, not by a fixed factor."),
            ),
            models.CheckConstraint(
                condition=Q(counts_pieces=False) | Q(dimension=Dimension.COUNT),
                name="pieces_are_counted",
                violation_error_message=_("Only a unit of count counts pieces."),
            ),
            in_order(
                "valid_from",
                "valid_to",
                name="unit_is_withdrawn_after_it_began",
                message=_("The end of validity is before its start."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_currency(self) -> bool:
        return self.dimension == Dimension.MONEY

    @property
    def localised(self) -> str:
        """The name in the reader's language; names of currencies come from the Unicode CLDR."""
        if self.is_currency:
            return currency_name(self.code, self.name)
        return gettext(self.name)


def currency_name(code: str, default: str) -> str:
    language = (get_language() or "en").split("-")[0]
    return str(Locale.parse(language).currencies.get(code, default))
