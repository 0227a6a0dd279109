import pghistory
import uuid_utils.compat as uuid_utils
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.db.changed import Stamped
from common.db.identifiers import IdentifierField, one_line
from measures.models import Measure, Unit
from measures.models.dated import Dated
from measures.numeric import NumericField
from operations.models.between import two_numbers
from operations.models.choices import Qualifier, Stage
from operations.models.operation import Operation
from operations.models.source import Source
from operations.sharing import Reader


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, reader: Reader) -> "ClaimQuerySet":
        return self.filter(operation__in=Operation.objects.visible_to(reader).values("pk"))


@pghistory.track(exclude=["changed_at"])
class Claim(Stamped, Dated):
    """A result that a source states. Claims are never in totals: they are compared with the records."""

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    code = IdentifierField(_("code"), max_length=40, unique=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="claims", verbose_name=_("source"))
    operation = models.ForeignKey(
        Operation, models.CASCADE, related_name="claims", verbose_name=_("operation")
    )
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+", verbose_name=_("measure"))
    stage = models.CharField(
        _("stage"),
        max_length=8,
        choices=Stage,
        blank=True,
        help_text=_("For goods: what was done with them."),
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agency")
    )
    value = NumericField(
        _("value"), null=True, blank=True, help_text=_("Empty where the source gives no number.")
    )
    value_high = NumericField(_("higher value"), null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    qualifier = models.CharField(_("qualifier"), max_length=14, choices=Qualifier, default=Qualifier.EXACT)
    statement = models.CharField(_("in our words"), max_length=300)
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    objects = ClaimQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-created_at", "-id"]
        constraints = [
            *Dated.Meta.constraints,
            one_line("code", name="claim_code_is_one_line"),
            *two_numbers("value", prefix="claim"),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
                name="claim_is_not_part_of_itself",
                violation_error_message=_("A claim cannot be a part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.statement}"
