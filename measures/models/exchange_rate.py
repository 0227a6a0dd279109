import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.db.constraints import in_order
from measures.models.unit import Dimension, Unit
from measures.numeric import NumericField

# Hundreds of thousands are loaded at once: what is worth keeping is who entered one by hand, or changed one afterwards.
BY_HAND = pghistory.ManualEvent("insert")  # type: ignore[no-untyped-call]  # pghistory has no types


@pghistory.track(BY_HAND, pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ExchangeRate(models.Model):
    """Units of the currency for one euro, published by the European Central Bank or entered by an administrator.

    A published rate holds for a week, which covers holidays of the bank; `valid_to` is for one that holds longer.
    """

    date = models.DateField(_("date"))
    currency = models.ForeignKey(
        Unit, models.PROTECT, limit_choices_to={"dimension": Dimension.MONEY}, verbose_name=_("currency")
    )
    per_euro = NumericField(_("for one euro"))
    source = models.CharField(_("source"), max_length=80)
    valid_to = models.DateField(
        _("valid to"),
        null=True,
        blank=True,
        help_text=_(
            "Empty: a week. A rate that holds longer, such as one of a month, goes before those of a day."
        ),
    )

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
            in_order(
                "date",
                "valid_to",
                name="rate_ends_after_it_began",
                message=_("The end of validity is before the date."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["currency", "valid_to"],
                condition=models.Q(valid_to__isnull=False),
                name="rate_that_holds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.date}"
