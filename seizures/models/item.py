import pghistory
import pgtrigger
import uuid_utils.compat as uuid_utils
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from operations.models import EDITABLE, Measured, MeasuredQuerySet
from operations.models.triggers import fill_in_amounts
from operations.sharing import Reader
from records.formats import reported
from seizures.models.seizure import Seizure

SEIZED_ON = "(SELECT date_from FROM seizures_seizure WHERE id = NEW.seizure_id)"


class SeizedItemQuerySet(MeasuredQuerySet):
    def disposable_by(self, reader: Reader) -> "SeizedItemQuerySet":
        """Items of the reader's agency's drafts: for other seizures, dispositions are added by an amendment."""
        seizures = Seizure.objects.written_by(reader).visible_to(reader).filter(state__in=EDITABLE)
        return self.filter(seizure__in=seizures.values("pk"))


@pghistory.track()
class SeizedItem(Measured):
    """One kind of thing in a seizure. An amount beside drugs is an estimate of their value, and never cash."""

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    seizure = models.ForeignKey(Seizure, models.CASCADE, related_name="items", verbose_name=_("seizure"))
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    form = models.CharField(_("form"), max_length=60, blank=True)
    purity = models.DecimalField(_("purity (%)"), max_digits=5, decimal_places=2, null=True, blank=True)
    laboratory_confirmed = models.BooleanField(_("confirmed by a laboratory"), null=True, blank=True)
    calibre = models.CharField(_("calibre"), max_length=40, blank=True)
    marked = models.BooleanField(_("marked"), null=True, blank=True)
    trace_requested = models.BooleanField(_("trace requested"), null=True, blank=True)

    objects = SeizedItemQuerySet.as_manager()

    class Meta(Measured.Meta):
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["position", "id"]
        constraints = [
            *Measured.Meta.constraints,
            models.CheckConstraint(
                condition=Q(purity__isnull=True) | Q(purity__range=(0, 100)),
                name="purity_is_a_percentage",
                violation_error_code="field:purity",
                violation_error_message=_("Purity is a percentage, from 0 to 100."),
            ),
        ]
        triggers = [
            fill_in_amounts(SEIZED_ON, "seizure_id"),
            pgtrigger.Trigger(
                name="revalue_dispositions",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("seizure_id"),  # type: ignore[no-untyped-call]  # pgtrigger has no types
                condition=pgtrigger.AnyChange("seizure"),
                func="UPDATE seizures_disposition SET amount = amount WHERE item_id = NEW.id; RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return str(self.measure)

    @property
    def name_in_full(self) -> str:
        """A name that differs from those of other items: "Currency, US$500, Miami 2026-01-02, US-ICE-2026-S00042"."""
        seizure = self.seizure
        where = f"{seizure.place or seizure.country or ''} {seizure.date}".strip()
        return ", ".join(text for text in (str(self.measure), reported(self), where, str(seizure)) if text)
