from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from operations.models.acceptance import own_counts
from operations.models.amount import Measured
from operations.models.attachment import file_contents
from operations.models.confirmed import confirmed_before_verified
from operations.models.content import content_of
from operations.models.reviewed import ReviewedRecord
from operations.models.reviewed_queryset import ReviewedQuerySet
from operations.models.triggers import (
    fill_in_amounts,
    persons_within_the_whole,
    verified_by_none_who_holds_its_keys,
)


@pghistory.track(exclude=["changed_at"])
class Outcome(ReviewedRecord, Measured):
    """Persons arrested, indicted or convicted, victims identified, sums forfeited: counts, never names."""

    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="credited_outcomes",
        verbose_name=_("agency"),
        help_text=_("Whose result it is."),
    )

    objects = ReviewedQuerySet.as_manager()  # type: ignore[misc]  # made when it runs
    # The field of the agency whose result it is, what leads to its amounts in a query, and how many events it is of.
    acting, amounts_at, number_of_events = "agency", "", 1

    class Meta(ReviewedRecord.Meta, Measured.Meta):
        abstract = False
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        indexes = [*ReviewedRecord.Meta.indexes, *Measured.Meta.indexes]
        constraints = [
            *ReviewedRecord.Meta.constraints,
            *Measured.Meta.constraints,
            own_counts("agency", name="outcome_of_its_own_agency_counts"),
        ]
        triggers = [
            fill_in_amounts("NEW.date_from", "date_from"),
            verified_by_none_who_holds_its_keys("outcome"),
            confirmed_before_verified("outcome"),
            persons_within_the_whole(
                "NEW.id",
                name="persons_within_the_whole",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__canonical_quantity__df=pgtrigger.F("new__canonical_quantity"))
                | pgtrigger.Q(old__measure__df=pgtrigger.F("new__measure")),
            ),
        ]

    @property
    def amounts(self) -> list[Measured]:
        return [self]

    @property
    def content(self) -> tuple[Any, ...]:
        credits = sorted((content_of(credit, "outcome") for credit in self.credits.all()), key=repr)
        sources = sorted((content_of(row, "outcome") for row in self.sources.all()), key=repr)
        persons = sorted((content_of(row, "outcome") for row in self.persons.all()), key=repr)
        return (super().content, credits, sources, persons, file_contents(self.attachments.all()))

    def get_absolute_url(self) -> str:
        return reverse("outcome", args=[self.pk])
