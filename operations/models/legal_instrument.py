import datetime
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Country
from common.db.constraints import in_order, once_at_a_time, one_of
from common.db.folding import HasWords
from operations.models.operation import Operation

code_validator = RegexValidator(
    r"^[A-Z0-9]+(-[A-Z0-9]+)*$", _("Capital letters and digits, in parts joined by hyphens, such as COE-185.")
)
REVERSED = _("The last day is before the first.")


class LegalInstrumentQuerySet(models.QuerySet["LegalInstrument"]):
    def search(self, text: str) -> "LegalInstrumentQuerySet":
        return self.filter(HasWords("code", "name", "reference", sought=text))


@pghistory.track()
class LegalInstrument(models.Model):
    """A treaty, convention, agreement, statute or network that operations rest on."""

    class Kind(models.TextChoices):
        TREATY = "treaty", _("treaty")
        CONVENTION = "convention", _("convention")
        AGREEMENT = "agreement", _("agreement")
        STATUTE = "statute", _("statute")
        NETWORK = "network", _("network")

    code = models.CharField(_("code"), max_length=40, unique=True, validators=[code_validator])
    name = models.CharField(_("name"), max_length=240)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    reference = models.CharField(
        _("reference"), max_length=300, blank=True, help_text=_("Where its text is published.")
    )
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    mutual_assistance = models.BooleanField(
        _("gives mutual legal assistance"),
        default=False,
        help_text=_("Its parties may ask each other for mutual legal assistance on its ground."),
    )
    extradition = models.BooleanField(
        _("gives extradition"),
        default=False,
        help_text=_("Its parties may extradite to each other on its ground."),
    )
    parties_complete = models.BooleanField(
        _("all parties are listed"),
        default=False,
        help_text=_("Otherwise a country that is not listed may be a party: that is not known here."),
    )
    note = models.TextField(_("note"), blank=True)

    objects = LegalInstrumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal instrument")
        verbose_name_plural = _("legal instruments")
        ordering = ["code"]
        constraints = [
            one_of(
                "kind",
                ["treaty", "convention", "agreement", "statute", "network"],
                name="legal_instrument_kind_is_known",
                message=_("There is no such kind of legal instrument."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LegalPartyQuerySet(models.QuerySet["LegalParty"]):
    def on(self, day: datetime.date) -> "LegalPartyQuerySet":
        """Parties that are bound on that day; one whose first day is not recorded is bound since any."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )


@pghistory.track()
class LegalParty(models.Model):
    """A country that is a party to a legal instrument, from its first to its last day; empty where not recorded."""

    instrument = models.ForeignKey(
        LegalInstrument, models.CASCADE, related_name="parties", verbose_name=_("legal instrument")
    )
    country = models.ForeignKey(Country, models.PROTECT, related_name="treaties", verbose_name=_("country"))
    valid_from = models.DateField(_("first day"), null=True, blank=True)
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    objects = LegalPartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party to a legal instrument")
        verbose_name_plural = _("parties to a legal instrument")
        ordering = ["country__name", "valid_from"]
        constraints = [
            in_order("valid_from", "valid_to", name="party_leaves_after_it_joined", message=REVERSED),
            once_at_a_time(
                "instrument",
                "country",
                first="valid_from",
                last="valid_to",
                name="country_is_a_party_once",
                message=_("That country is a party already on some of these days."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.country)

    def clean(self) -> None:
        """Refuses reversed days before they are compared with other rows: they are no range of PostgreSQL."""
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": REVERSED})


# Django makes this model as it goes, and no type can be given to it.
_OfOperation: Any = Operation.legal_instruments.through


@pghistory.track()
class OperationInstrument(_OfOperation):  # type: ignore[misc]  # the model is made when it runs
    """A legal instrument that an operation rests on."""

    class Meta:
        proxy = True
        verbose_name = _("legal instrument of an operation")
