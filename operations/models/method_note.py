from collections.abc import Collection

import pghistory
import uuid_utils.compat as uuid_utils
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Country
from measures.models import Measure

FIRST, LAST = 1900, 2100


class MethodNoteQuerySet(models.QuerySet["MethodNote"]):
    def about(
        self, measures: Collection[str], countries: Collection[str], first: int | None, last: int | None
    ) -> "MethodNoteQuerySet":
        """Notes on these countries, on these measures or any above or below them, in some of these years."""
        return self.near(measures).filter(country__code__in=countries).in_years(first, last)

    def near(self, measures: Collection[str]) -> "MethodNoteQuerySet":
        """Notes on these measures, or on any above or below them."""
        near = Q(pk__in=[])
        for code in measures:
            above = [code.rsplit(".", cut)[0] for cut in range(code.count(".") + 1)]
            near |= Q(measure__code__in=above) | Q(measure__code__startswith=f"{code}.")
        return self.filter(near)

    def in_years(self, first: int | None, last: int | None) -> "MethodNoteQuerySet":
        """Notes that hold in some of these years; None is no end."""
        found = self.filter(Q(last_year__isnull=True) | Q(last_year__gte=first)) if first else self
        return found.filter(Q(first_year__isnull=True) | Q(first_year__lte=last)) if last else found


@pghistory.track()
class MethodNote(models.Model):
    """How a country counts a measure in some years: whoever reads its figures should read this, too."""

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="method_notes", verbose_name=_("country")
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="method_notes", verbose_name=_("measure")
    )
    first_year = models.PositiveSmallIntegerField(
        _("first year"), null=True, blank=True, help_text=_("Empty if it has always been so.")
    )
    last_year = models.PositiveSmallIntegerField(
        _("last year"), null=True, blank=True, help_text=_("Empty if it still is so.")
    )
    text = models.TextField(_("how it is counted"), max_length=2000)
    source = models.CharField(_("source"), max_length=300, help_text=_("Where that is said."))

    objects = MethodNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("method note")
        verbose_name_plural = _("method notes")
        ordering = ["country__code", "measure__code", "first_year", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_year__isnull=True)
                | Q(last_year__isnull=True)
                | Q(last_year__gte=F("first_year")),
                name="method_note_ends_after_it_began",
                violation_error_code="field:last_year",
                violation_error_message=_("The last year is before the first."),
            ),
            models.CheckConstraint(
                condition=(Q(first_year__isnull=True) | Q(first_year__range=(FIRST, LAST)))
                & (Q(last_year__isnull=True) | Q(last_year__range=(FIRST, LAST))),
                name="method_note_is_of_years",
                violation_error_code="field:first_year",
                violation_error_message=_("Write years with four digits, from 1900 to 2100."),
            ),
            models.UniqueConstraint(
                fields=["country", "measure", "first_year"],
                nulls_distinct=False,
                name="one_method_note_a_beginning",
                violation_error_message=_(
                    "There is a note on that country and measure from that year already."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country}: {self.measure}"

    @property
    def years(self) -> str:
        """Its years in words; empty for all years."""
        if self.first_year and self.last_year:
            return f"{self.first_year}-{self.last_year}"
        if self.first_year:
            return str(_("from %(year)d") % {"year": self.first_year})
        return str(_("until %(year)d") % {"year": self.last_year}) if self.last_year else ""
