import pghistory
import uuid_utils.compat as uuid_utils
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from operations.models import Operation
from operations.models.acceptance import acceptance, answered
from operations.sharing import Reader
from seizures.models.seizure import Seizure


class CreditQuerySet(models.QuerySet["Credit"]):
    def visible_to(self, reader: Reader) -> "CreditQuerySet":
        """Credit of an operation that the reader may not see would tell its name."""
        operations = Operation.objects.visible_to(reader).values("pk")
        return self.filter(Q(operation__isnull=True) | Q(operation__in=operations))


@pghistory.track()
class Credit(models.Model):
    """An agency or operation that deserves credit for a seizure beside the one that made it."""

    class Role(models.TextChoices):
        JOINT = "joint", _("seized jointly")
        INTELLIGENCE = "intelligence", _("intelligence")
        SUPPORT = "support", _("support")
        CASE = "case", _("investigation")

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    seizure = models.ForeignKey(Seizure, models.CASCADE, related_name="credits", verbose_name=_("seizure"))
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="credits", verbose_name=_("agency")
    )
    operation = models.ForeignKey(
        Operation, models.PROTECT, null=True, blank=True, related_name="credits", verbose_name=_("operation")
    )
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.JOINT)
    acceptance = acceptance()

    objects = CreditQuerySet.as_manager()

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["id"]
        constraints = [
            answered(name="credit_is_accepted_or_not"),
            models.CheckConstraint(
                condition=Q(agency__isnull=False, operation__isnull=True)
                | Q(agency__isnull=True, operation__isnull=False),
                name="credit_is_an_agencys_or_an_operations",
                violation_error_message=_("Credit an agency or an operation: one of the two."),
            ),
            models.UniqueConstraint(
                fields=["seizure", "agency"],
                name="agency_is_credited_once",
                violation_error_message=_("That agency is credited already."),
            ),
            models.UniqueConstraint(
                fields=["seizure", "operation"],
                name="operation_is_credited_once",
                violation_error_message=_("That operation is credited already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.agency or self.operation)
