import pghistory
import uuid_utils.compat as uuid_utils
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.db.changed import Stamped
from common.db.constraints import any_filled
from common.db.identifiers import IdentifierField, one_line
from measures.models import Unit
from measures.numeric import NumericField
from measures.partial_date import PartialDate
from operations.models.operation import Operation
from operations.models.source import Source
from operations.sharing import Reader


def validate_period(text: str) -> None:
    PartialDate.parse(text)


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, reader: Reader) -> "IndicatorQuerySet":
        return self.filter(operation__in=Operation.objects.visible_to(reader).values("pk"))


@pghistory.track(exclude=["changed_at"])
class Indicator(Stamped):
    """A value before and after an operation. It describes, and is never added to a total."""

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    code = IdentifierField(_("code"), max_length=40, unique=True)
    operation = models.ForeignKey(
        Operation, models.CASCADE, related_name="indicators", verbose_name=_("operation")
    )
    name = models.CharField(_("name"), max_length=160)
    before = NumericField(_("before"), null=True, blank=True)
    after = NumericField(_("after"), null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    before_period = models.CharField(
        _("period before"), max_length=24, blank=True, validators=[validate_period]
    )
    after_period = models.CharField(
        _("period after"), max_length=24, blank=True, validators=[validate_period]
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="indicators", verbose_name=_("source")
    )
    created_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["-created_at", "-id"]
        constraints = [
            one_line("code", name="indicator_code_is_one_line"),
            any_filled(
                "before",
                "after",
                name="indicator_has_a_value",
                message=_("Give the value before, after, or both."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
