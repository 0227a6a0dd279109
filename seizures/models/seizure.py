from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Country, Place
from common.db.constraints import set_together
from operations.models import (
    Concealment,
    Conveyance,
    Detection,
    Measured,
    ReviewedQuerySet,
    ReviewedRecord,
    Stage,
    own_counts,
)
from operations.models.attachment import file_contents
from operations.models.confirmed import confirmed_before_verified
from operations.models.content import content_of
from operations.models.triggers import verified_by_none_who_holds_its_keys

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class SeizureQuerySet(ReviewedQuerySet):
    def with_items(self) -> Self:
        """Seizures with their items and credits, in a fixed number of queries."""
        return (
            self.with_amounts()
            .select_related("operation", "owner", "seizing_agency", "country", "place", "source")
            .prefetch_related(
                "items__dispositions", "credits__agency", "credits__operation", "credits__country"
            )
        )

    def with_amounts(self) -> Self:
        """Seizures with their items and all that an amount is rendered with, by one more query."""
        items: Any = self.model._meta.get_field("items").related_model
        return self.prefetch_related(models.Prefetch("items", items.objects.with_amounts()))


def _country(label: "StrOrPromise") -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label
    )


def _place(label: "StrOrPromise") -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label
    )


@pghistory.track(exclude=["changed_at"])
class Seizure(ReviewedRecord):
    """A seizure: one event, or a reported aggregate of events, recorded once however many deserve credit for it."""

    class Kind(models.TextChoices):
        EVENT = "event", _("single event")
        AGGREGATE = "aggregate", _("aggregate of events")

    seizing_agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seized",
        verbose_name=_("seizing agency"),
        help_text=_("Empty where the source does not say which agency it was: no credit is invented."),
    )
    place = _place(_("place"))
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=6, null=True, blank=True,
        help_text=_("In degrees, north of the equator: of a position at sea, or where no place is listed."),
    )  # fmt: skip
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True,
        help_text=_("In degrees, east of Greenwich."),
    )  # fmt: skip
    accuracy = models.PositiveIntegerField(
        _("accuracy in metres"), null=True, blank=True, help_text=_("The position is good to so many metres.")
    )
    conveyance = models.CharField(_("conveyance"), max_length=20, choices=Conveyance, blank=True)
    concealment = models.CharField(_("concealment"), max_length=20, choices=Concealment, blank=True)
    detection = models.CharField(_("detection method"), max_length=16, choices=Detection, blank=True)
    origin = _country(_("origin"))
    origin_place = _place(_("place of origin"))
    transit = _country(_("transit"))
    transit_place = _place(_("place of transit"))
    destination = _country(_("destination"))
    destination_place = _place(_("place of destination"))
    stage = models.CharField(_("stage"), max_length=8, choices=Stage, default=Stage.SEIZED)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.EVENT)
    event_count = models.PositiveIntegerField(
        _("number of events"), null=True, blank=True, help_text=_("Of an aggregate, where it is stated.")
    )

    objects = SeizureQuerySet.as_manager()  # type: ignore[misc]  # made when it runs
    # The field of the agency whose result it is, and what leads to its amounts in a query.
    acting, amounts_at = "seizing_agency", "items__"

    class Meta(ReviewedRecord.Meta):
        abstract = False
        verbose_name = _("seizure")
        verbose_name_plural = _("seizures")
        constraints = [
            *ReviewedRecord.Meta.constraints,
            set_together(
                "latitude",
                "longitude",
                name="seizure_has_both_coordinates",
                message=_("A position needs a latitude and a longitude."),
                field="longitude",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="seizure_is_on_earth",
                violation_error_code="field:latitude",
                violation_error_message=_("Latitude is from -90 to 90, longitude from -180 to 180."),
            ),
            models.CheckConstraint(
                condition=Q(accuracy__isnull=True) | Q(latitude__isnull=False),
                name="only_a_position_has_an_accuracy",
                violation_error_code="field:accuracy",
                violation_error_message=_(
                    "Only a position has an accuracy: write the latitude and the longitude."
                ),
            ),
            own_counts("seizing_agency", name="seizure_of_its_own_agency_counts"),
            models.CheckConstraint(
                condition=Q(event_count__isnull=True) | Q(kind="aggregate", event_count__gt=0),
                name="only_an_aggregate_counts_events",
                violation_error_code="field:event_count",
                violation_error_message=_(
                    "Only an aggregate says of how many events, and of one event at least:"
                    " choose that kind, or leave it empty."
                ),
            ),
        ]
        triggers = [
            verified_by_none_who_holds_its_keys("seizure"),
            confirmed_before_verified("seizure"),
            pgtrigger.Trigger(
                name="revalue_items",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("date_from"),  # type: ignore[no-untyped-call]  # pgtrigger has no types
                condition=pgtrigger.Q(old__date_from__df=pgtrigger.F("new__date_from")),
                func="""
                    UPDATE seizures_seizeditem SET amount = amount WHERE seizure_id = NEW.id;
                    UPDATE seizures_disposition d SET amount = d.amount FROM seizures_seizeditem i
                    WHERE d.item_id = i.id AND i.seizure_id = NEW.id;
                    RETURN NEW;
                """,
            ),
        ]

    @property
    def amounts(self) -> list[Measured]:
        return list(self.items.all())

    @property
    def number_of_events(self) -> int | None:
        """The number of events that the record is about; None for an aggregate that does not state it."""
        return 1 if self.kind == self.Kind.EVENT else self.event_count

    @property
    def content(self) -> tuple[Any, ...]:
        items = [
            (content_of(item, "seizure"), _sorted(content_of(row, "item") for row in item.dispositions.all()))
            for item in self.items.prefetch_related("dispositions")
        ]
        credits = _sorted(content_of(credit, "seizure") for credit in self.credits.all())
        sources = _sorted(content_of(row, "seizure") for row in self.sources.all())
        return (super().content, items, credits, sources, file_contents(self.attachments.all()))

    def get_absolute_url(self) -> str:
        return reverse("seizure", args=[self.pk])


def _sorted(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows sorted by their text, because None cannot be compared; the order does not depend on ids."""
    return sorted(rows, key=repr)
