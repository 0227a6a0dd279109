from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.db.constraints import one_of

CODE = RegexValidator(r"^[A-Za-z]{2,16}$", _("That is no code."))


class MassUnit(models.TextChoices):
    """The units in which masses are shown, by their code of UN/ECE Recommendation 20."""

    KILOGRAM = "KGM", _("kilograms")
    POUND = "LBR", _("pounds")


class Weekday(models.TextChoices):
    """The days on which a week begins somewhere."""

    MONDAY = "monday", _("Monday")
    SUNDAY = "sunday", _("Sunday")
    SATURDAY = "saturday", _("Saturday")


class Preferences(models.Model):
    """How pages show figures and dates: a person's own choice, or the default of an agency. Empty: not chosen.

    They change what is shown, and nothing that is stored.
    """

    mass_unit = models.CharField(_("weights in"), max_length=3, choices=MassUnit, blank=True)
    money_in = models.CharField(
        _("money in"), max_length=3, blank=True, validators=[RegexValidator(r"^[A-Z]{3}$")]
    )
    calendar = models.CharField(_("years of"), max_length=16, blank=True, validators=[CODE])
    first_weekday = models.CharField(_("weeks begin on"), max_length=8, choices=Weekday, blank=True)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, blank=True)

    class Meta:
        abstract = True
        constraints = (
            one_of(
                "mass_unit",
                ["", *MassUnit.values],
                name="%(class)s_mass_unit_is_known",
                message=_("Weights are shown in kilograms or in pounds."),
            ),
            one_of(
                "first_weekday",
                ["", *Weekday.values],
                name="%(class)s_first_weekday_is_known",
                message=_("A week begins on a Monday, a Sunday or a Saturday."),
            ),
            models.CheckConstraint(
                condition=Q(money_in__regex=r"^([A-Z]{3})?$"),
                name="%(class)s_money_in_is_a_code",
                violation_error_code="field:money_in",
                violation_error_message=_("A currency has three letters, such as EUR."),
            ),
        )


PREFERENCES = tuple(field.name for field in Preferences._meta.local_fields)
