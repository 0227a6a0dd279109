import pghistory
import pgtrigger
import uuid_utils.compat as uuid_utils
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.db.constraints import any_filled, not_negative
from measures.models import Unit
from measures.models.dated import Dated
from measures.numeric import NumericField
from operations.models import Qualifier
from operations.models.between import two_numbers
from seizures.models.item import SeizedItem

# A row that does not say its unit or currency means the item's, and has them as its own from then on.
FILL_IN = """
    SELECT i.unit_id, i.currency_id, s.date_from INTO taken
    FROM seizures_seizeditem i
    LEFT JOIN seizures_seizure s ON s.id = i.seizure_id
    WHERE i.id = NEW.item_id;
    IF NEW.quantity IS NOT NULL THEN
        NEW.unit_id := coalesce(NEW.unit_id, taken.unit_id);
    END IF;
    IF NEW.amount IS NOT NULL THEN
        NEW.currency_id := coalesce(NEW.currency_id, taken.currency_id);
    END IF;
    NEW.canonical_quantity := measures_canonical(NEW.quantity, NEW.unit_id);
    SELECT * INTO valued FROM measures_value(NEW.amount, NEW.currency_id, taken.date_from);
    NEW.value := valued.value;
    NEW.rate_date := valued.rate_date;
    NEW.canonical_quantity_high := measures_canonical(NEW.quantity_high, NEW.unit_id);
    SELECT * INTO valued FROM measures_value(NEW.amount_high, NEW.currency_id, taken.date_from);
    NEW.value_high := valued.value;
    RETURN NEW;
"""
FILLED_BY = ("quantity", "quantity_high", "unit_id", "amount", "amount_high", "currency_id", "item_id")


@pghistory.track()
class Disposition(Dated):
    """What became of an item. It neither removes nor repeats the seizure.

    It has a qualifier, unit and currency of its own: editing the item does not change what was forfeited.
    """

    class Stage(models.TextChoices):
        FORFEITED = "forfeited", _("forfeited")
        RETURNED = "returned", pgettext_lazy("goods", "returned")
        DESTROYED = "destroyed", _("destroyed")
        TRANSFERRED = "transferred", _("transferred")

    class Forfeiture(models.TextChoices):
        CRIMINAL = "criminal", _("criminal")
        CIVIL = "civil", _("civil judicial")
        ADMINISTRATIVE = "administrative", _("administrative")

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    item = models.ForeignKey(SeizedItem, models.CASCADE, related_name="dispositions", verbose_name=_("item"))
    stage = models.CharField(_("stage"), max_length=12, choices=Stage)
    forfeiture = models.CharField(_("kind of forfeiture"), max_length=16, choices=Forfeiture, blank=True)
    qualifier = models.CharField(
        _("qualifier"),
        max_length=14,
        choices=Qualifier,
        default=Qualifier.EXACT,
        db_default=Qualifier.EXACT,
    )
    quantity = NumericField(_("quantity"), null=True, blank=True)
    quantity_high = NumericField(_("higher quantity"), null=True, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    amount = NumericField(_("amount"), null=True, blank=True)
    amount_high = NumericField(_("higher amount"), null=True, blank=True)
    currency = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("currency")
    )
    # Filled in by the database, as on the item; the rate is that of the seizure's date.
    canonical_quantity = NumericField(_("canonical quantity"), null=True, blank=True, editable=False)
    value = NumericField(_("value"), null=True, blank=True, editable=False)
    canonical_quantity_high = NumericField(
        _("higher canonical quantity"), null=True, blank=True, editable=False
    )
    value_high = NumericField(_("higher value"), null=True, blank=True, editable=False)
    rate_date = models.DateField(_("date of the rate"), null=True, blank=True, editable=False)

    class Meta(Dated.Meta):
        verbose_name = _("disposition")
        verbose_name_plural = _("dispositions")
        ordering = ["date_from", "id"]
        constraints = [
            *Dated.Meta.constraints,
            *two_numbers(prefix="disposition"),
            any_filled(
                "quantity",
                "amount",
                name="disposition_says_how_much",
                message=_("Give the quantity or the amount."),
            ),
            not_negative(
                "quantity",
                name="disposition_quantity_is_not_negative",
                message=_("A quantity cannot be negative."),
            ),
            not_negative(
                "amount",
                name="disposition_amount_is_not_negative",
                message=_("An amount cannot be negative."),
            ),
            models.CheckConstraint(
                condition=Q(forfeiture="") | Q(stage="forfeited"),
                name="only_a_forfeiture_has_a_kind",
                violation_error_code="field:forfeiture",
                violation_error_message=_("Only a forfeiture has a kind of forfeiture."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="fill_in_amounts",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf(*FILLED_BY),  # type: ignore[no-untyped-call]  # pgtrigger has no types
                declare=[("taken", "RECORD"), ("valued", "RECORD")],
                func=FILL_IN,
            )
        ]

    def __str__(self) -> str:
        return self.get_stage_display()

    @property
    def stated_unit(self) -> Unit | None:
        """The unit of its quantity: nearly always that of the item, which is loaded with it."""
        return self.item.unit if self.unit_id in (None, self.item.unit_id) else self.unit

    @property
    def stated_currency(self) -> Unit | None:
        return self.item.currency if self.currency_id in (None, self.item.currency_id) else self.currency
