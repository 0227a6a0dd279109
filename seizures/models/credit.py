import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from operations.models.acceptance import answered
from operations.models.credited import CreditRow, credited_once
from seizures.models.seizure import Seizure


@pghistory.track()
class Credit(CreditRow):
    """A credit for a seizure, of an agency, operation or country other than the seizing agency."""

    class Role(models.TextChoices):
        JOINT = "joint", _("seized jointly")
        INTELLIGENCE = "intelligence", _("intelligence")
        SUPPORT = "support", _("support")
        CASE = "case", _("investigation")

    seizure = models.ForeignKey(Seizure, models.CASCADE, related_name="credits", verbose_name=_("seizure"))
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.JOINT)

    class Meta(CreditRow.Meta):
        abstract = False
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = [
            answered(name="credit_is_accepted_or_not"),
            *CreditRow.Meta.constraints,
            *credited_once("seizure"),
        ]
