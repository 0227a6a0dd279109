import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from measures.models.unit import Dimension, Unit
from measures.numeric import NumericField

# Hundreds of thousands are loaded at once: what is worth keeping is who entered one by hand, or changed one afterwards.
BY_HAND = pghistory.ManualEvent("insert")  # type: ignore[no-untyped-call]


@pghistory.track(BY_HAND, pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ExchangeRate(models.Model):
    """Units of the currency for one euro, as the European Central Bank publishes them."""

    date = models.DateField(_("date"))
    currency = models.ForeignKey(
        Unit, models.PROTECT, limit_choices_to={"dimension": Dimension.MONEY}, verbose_name=_("currency")
    )
    per_euro = NumericField(_("for one euro"))
    source = models.CharField(_("source"), max_length=80)

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        ordering = ["-date", "currency"]
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "date"],
                name="one_rate_a_day",
                violation_error_message=_("There is a rate of that currency for that day already."),
            ),
            models.CheckConstraint(
                condition=models.Q(per_euro__gt=0),
                name="rate_is_positive",
                violation_error_message=_("A rate is more than zero."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.date}"
