import datetime

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.country import Country
from common.db.constraints import in_order, once_at_a_time

code_validator = RegexValidator(
    r"^[A-Z0-9]+(-[A-Z0-9]+)*$", _("Capital letters and digits, in parts joined by hyphens, such as WCO-ESA.")
)

REVERSED = _("The last day is before the first.")


@pghistory.track()
class Region(models.Model):
    """A named group of countries, with the days from which and until which each belongs to it."""

    class Kind(models.TextChoices):
        GEOGRAPHY = "geography", _("geographical region")
        UNION = "union", _("union or association of states")
        CUSTOMS = "customs", _("region of customs administrations")
        OWN = "own", _("group of our own")

    code = models.CharField(_("code"), max_length=40, unique=True, validators=[code_validator])
    name = models.CharField(_("name"), max_length=160, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OWN)
    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("The list that its members are taken from.")
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class RegionMemberQuerySet(models.QuerySet["RegionMember"]):
    def on(self, day: datetime.date) -> "RegionMemberQuerySet":
        """Members that belong to their regions on that day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )


@pghistory.track()
class RegionMember(models.Model):
    """A country in a region, from its first to its last day in it; empty where it always was, or still is."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="members", verbose_name=_("region"))
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="memberships", verbose_name=_("country")
    )
    valid_from = models.DateField(_("first day"), null=True, blank=True)
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = RegionMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("country of a region")
        verbose_name_plural = _("countries of a region")
        ordering = ["country__name", "valid_from"]
        constraints = [
            in_order(
                "valid_from",
                "valid_to",
                name="membership_ends_after_it_began",
                message=REVERSED,
            ),
            once_at_a_time(
                "region",
                "country",
                first="valid_from",
                last="valid_to",
                name="country_is_in_a_region_once",
                message=_("That country is in the region already on some of these days."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.country)

    def clean(self) -> None:
        """Refuses reversed days before they are compared with other rows: they are no range of PostgreSQL."""
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": REVERSED})
