import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from operations.models.acceptance import answered
from operations.models.credited import CreditRow, credited_once
from operations.models.outcome import Outcome


@pghistory.track()
class OutcomeCredit(CreditRow):
    """An agency, operation or country that deserves credit for a result beside the agency that it is of."""

    class Role(models.TextChoices):
        JOINT = "joint", _("jointly")
        INTELLIGENCE = "intelligence", _("intelligence")
        SUPPORT = "support", _("support")
        CASE = "case", _("investigation")

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="credits", verbose_name=_("outcome"))
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.JOINT)

    class Meta(CreditRow.Meta):
        abstract = False
        verbose_name = _("credit for an outcome")
        verbose_name_plural = _("credits for outcomes")
        constraints = [
            *CreditRow.Meta.constraints,
            answered(name="outcome_credit_is_accepted_or_not"),
            *credited_once("outcome"),
        ]
