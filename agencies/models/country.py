import datetime
from contextvars import ContextVar

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.db.constraints import in_order, one_of
from common.text.language import language

# Countries by language and id, as they are called: read once a request, however many are shown; None outside of one.
_read: ContextVar[dict[str, dict[int, str]] | None] = ContextVar("names of countries", default=None)

ENGLISH = "en"
code_validator = RegexValidator(
    r"^[A-Z]{2,3}(-[A-Z]{2,3})?$", _("Capital letters: COL, or in two parts, GB-SCT.")
)


class CountryQuerySet(models.QuerySet["Country"]):
    def called(self, name: str) -> "CountryQuerySet":
        """Countries with that name in any language."""
        known = CountryName.objects.filter(name__folded=name).values("country")
        return self.filter(Q(name__folded=name) | Q(pk__in=known))

    def with_names(self) -> "CountryQuerySet":
        """Countries with their names in every language, by one more query."""
        return self.prefetch_related("names")


def clear_country_names() -> None:
    """Starts an empty cache of names at the beginning of a request: the one of the request before may be stale."""
    _read.set({})


@pghistory.track()
class Country(models.Model):
    """A country, a withdrawn one, or a territory that reports under its own name without an ISO code."""

    class Kind(models.TextChoices):
        CURRENT = "current", _("current")
        WITHDRAWN = "withdrawn", _("withdrawn")
        TERRITORY = "territory", _("reporting territory")

    code = models.CharField(
        _("code"),
        max_length=8,
        unique=True,
        validators=[code_validator],
        help_text=_("ISO 3166 alpha-3 where there is one; this is the code that others see."),
    )
    name = models.CharField(_("name"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CURRENT)
    # Null rather than empty, so that more than one country can be without.
    alpha2 = models.CharField(  # noqa: DJ001
        _("alpha-2"), max_length=2, null=True, blank=True
    )
    alpha3 = models.CharField(_("alpha-3"), max_length=3, null=True, blank=True, unique=True)
    numeric = models.CharField(_("numeric"), max_length=3, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = CountryQuerySet.as_manager()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["alpha2"],
                condition=Q(kind="current"),
                name="one_current_country_a_code",
                violation_error_message=_("Another current country has that code."),
            ),
            one_of(
                "kind",
                ["current", "withdrawn", "territory"],
                name="country_kind_is_known",
                message=_("There is no such kind of country."),
            ),
            models.CheckConstraint(
                condition=Q(alpha3__isnull=True) | Q(alpha3=F("code")),
                name="country_goes_by_its_alpha3",
                violation_error_message=_("The code of a country with an alpha-3 is its alpha-3."),
            ),
            in_order(
                "valid_from",
                "valid_to",
                name="country_ends_after_it_began",
                message=_("The end of validity is before its start."),
            ),
        ]

    def __str__(self) -> str:
        """The name in the reader's language, or else in English."""
        if (spoken := language()) == ENGLISH:
            return self.name
        known = _read.get()
        if known is None:
            return self._name_in(spoken)
        if spoken not in known:
            named = CountryName.objects.filter(language=spoken)
            known[spoken] = dict(named.values_list("country_id", "name"))
        return known[spoken].get(self.pk, self.name)

    def _name_in(self, spoken: str) -> str:
        found = self.names.filter(language=spoken).values_list("name", flat=True).first()
        return found or self.name

    @property
    def choice(self) -> str:
        """The name for lists to choose from; a withdrawn country's has its last year."""
        if self.kind != self.Kind.WITHDRAWN or self.valid_to is None:
            return str(self)
        return gettext("%(country)s (until %(year)d)") % {"country": self, "year": self.valid_to.year}


def check_country(country: Country | None, first: datetime.date | None, last: datetime.date | None) -> None:
    """Raises ValidationError if the country did not exist on any of these days."""
    if country is None:
        return
    if last and country.valid_from and last < country.valid_from:
        known = {"country": country.name, "day": country.valid_from}
        raise ValidationError(
            gettext("%(country)s has been a country since %(day)s only. Choose the one of that time.") % known
        )
    if first and country.valid_to and first > country.valid_to:
        known = {"country": country.name, "day": country.valid_to}
        raise ValidationError(
            gettext("%(country)s was a country until %(day)s only. Choose the one of that time.") % known
        )


@pghistory.track()
class CountryName(models.Model):
    """A country's name in a language; `language` is an ISO 639-1 code."""

    country = models.ForeignKey(Country, models.CASCADE, related_name="names", verbose_name=_("country"))
    language = models.CharField(_("language"), max_length=8)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("country name")
        verbose_name_plural = _("country names")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "language"],
                name="one_name_a_language",
                violation_error_message=_("The country has a name in that language already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
