import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models.country import Country
from agencies.models.preferences import Preferences
from common.db.folding import HasWords, words

code_validator = RegexValidator(
    r"^[A-Z0-9]+(-[A-Z0-9]+)*$", _("Capital letters and digits, in parts joined by hyphens, such as US-ICE.")
)


# What an agency is searched by.
NAMED = ("code", "acronym", "name")


class AgencyQuerySet(models.QuerySet["Agency"]):
    def search(self, text: str) -> "AgencyQuerySet":
        """Agencies that have each word of the text as a part of one of their words."""
        return self.filter(HasWords(*NAMED, sought=text))

    def international(self) -> "AgencyQuerySet":
        return self.filter(country__isnull=True)


@pghistory.track()
class Agency(Preferences):
    """An agency of a country, or an international body (no country)."""

    class Kind(models.TextChoices):
        POLICE = "police", _("police")
        CUSTOMS = "customs", _("customs")
        BORDER = "border", _("border guard")
        INVESTIGATION = "investigation", _("investigation")
        PROSECUTION = "prosecution", _("prosecution")
        TASK_FORCE = "task_force", _("task force")
        DEFENCE = "defence", _("defence")
        INTERNATIONAL = "international", _("international organisation")
        OTHER = "other", _("other")

    code = models.CharField(_("code"), max_length=40, unique=True, validators=[code_validator])
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=160)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="agencies", verbose_name=_("country")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent"),
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.OTHER)
    description = models.TextField(_("description"), blank=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["code"]
        indexes = [words(*NAMED, name="agency_by_words")]
        constraints = [
            *Preferences.Meta.constraints,
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="agency_is_not_its_own_parent",
                violation_error_message=_("An agency cannot be its own parent."),
            ),
        ]

    def __str__(self) -> str:
        return self.acronym or self.name
