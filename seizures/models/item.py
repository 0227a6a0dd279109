from typing import Any

import pghistory
import pgtrigger
import uuid_utils.compat as uuid_utils
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.db.constraints import one_of
from measures import formats
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


class Weight(models.TextChoices):
    GROSS = "gross", _("gross: with its packing")
    NET = "net", _("net: without its packing")


WEIGHTS: dict[str, Any] = {Weight.GROSS: _("gross weight"), Weight.NET: _("net weight")}


class Appendix(models.TextChoices):
    """The appendix of CITES (Washington, 1973) that a species is in: from most to least restricted in trade."""

    FIRST = "I", _("CITES appendix I")
    SECOND = "II", _("CITES appendix II")
    THIRD = "III", _("CITES appendix III")


# A species is wildlife's alone, and the appendix that of a species.
APPENDIX_OF_WILDLIFE = pgtrigger.Trigger(
    name="only_wildlife_has_an_appendix",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("cites_appendix", "measure_id"),  # type: ignore[no-untyped-call]  # pgtrigger has no types
    condition=~pgtrigger.Q(new__cites_appendix=""),
    func="""
        IF NOT EXISTS (
            SELECT FROM measures_measure WHERE id = NEW.measure_id AND (code = 'WILDLIFE' OR code LIKE 'WILDLIFE.%')
        ) THEN
            RAISE EXCEPTION 'Only wildlife is in an appendix of CITES.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'only_wildlife_has_an_appendix';
        END IF;
        RETURN NULL;
    """,
)


@pghistory.track()
class SeizedItem(Measured):
    """One kind of thing in a seizure. An amount beside drugs is an estimate of their value, and never cash."""

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    seizure = models.ForeignKey(Seizure, models.CASCADE, related_name="items", verbose_name=_("seizure"))
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    weight = models.CharField(
        _("weight is"),
        max_length=5,
        choices=Weight,
        blank=True,
        default="",
        db_default="",
        help_text=_("With or without what it is packed in, where the source says so."),
    )
    estimated = models.BooleanField(
        _("estimated"),
        default=False,
        db_default=False,
        help_text=_("By eye or by a sample, not weighed or counted."),
    )
    provisional = models.BooleanField(
        _("provisional"),
        default=False,
        db_default=False,
        help_text=_("A first figure, which is expected to change."),
    )
    form = models.CharField(_("form"), max_length=60, blank=True)
    purity = models.DecimalField(_("purity (%)"), max_digits=5, decimal_places=2, null=True, blank=True)
    laboratory_confirmed = models.BooleanField(_("confirmed by a laboratory"), null=True, blank=True)
    calibre = models.CharField(_("calibre"), max_length=40, blank=True)
    marked = models.BooleanField(_("marked"), null=True, blank=True)
    trace_requested = models.BooleanField(_("trace requested"), null=True, blank=True)
    cites_appendix = models.CharField(
        _("CITES appendix"),
        max_length=3,
        choices=Appendix,
        blank=True,
        default="",
        db_default="",
        help_text=_("Of wildlife, the appendix that its species is in, where the source says so."),
    )

    objects = SeizedItemQuerySet.as_manager()

    class Meta(Measured.Meta):
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["position", "id"]
        constraints = [
            *Measured.Meta.constraints,
            one_of(
                "weight",
                ["", *Weight.values],
                name="weight_is_gross_or_net",
                message=_("A weight is gross or net."),
            ),
            one_of(
                "cites_appendix",
                ["", *Appendix.values],
                name="appendix_is_one_of_three",
                message=_("CITES has the appendices I, II and III."),
            ),
            models.CheckConstraint(
                condition=Q(weight="") | Q(quantity__isnull=False),
                name="only_a_quantity_is_gross_or_net",
                violation_error_code="field:weight",
                violation_error_message=_("Give the quantity that is gross or net, or leave this empty."),
            ),
            models.CheckConstraint(
                condition=Q(purity__isnull=True) | Q(purity__range=(0, 100)),
                name="purity_is_a_percentage",
                violation_error_code="field:purity",
                violation_error_message=_("Purity is a percentage, from 0 to 100."),
            ),
        ]
        triggers = [
            fill_in_amounts(SEIZED_ON, "seizure_id"),
            APPENDIX_OF_WILDLIFE,
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
    def properties(self) -> str:
        """What else is stated of it: whether it is gross or net, its form, purity, calibre and so on."""
        parts = [
            self.weight and WEIGHTS[self.weight],
            self.estimated and _("estimated"),
            self.provisional and _("provisional"),
            self.form,
            self.purity is not None and _("purity %s %%") % formats.number(self.purity),
            self.laboratory_confirmed and _("confirmed by a laboratory"),
            self.calibre and _("calibre %s") % self.calibre,
            self.marked is not None and (_("marked") if self.marked else _("not marked")),
            self.trace_requested and _("trace requested"),
            self.cites_appendix and self.get_cites_appendix_display(),
        ]
        return " · ".join(str(part) for part in parts if part)

    @property
    def name_in_full(self) -> str:
        """A name that differs from those of other items: "Currency, US$500, Miami 2026-01-02, US-ICE-2026-S00042"."""
        seizure = self.seizure
        where = f"{seizure.place or seizure.country or ''} {seizure.date}".strip()
        return ", ".join(text for text in (str(self.measure), reported(self), where, str(seizure)) if text)
