"""Series that are watched, their signals and their forecasts: all of what every reader may read, and nothing else."""

from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Country
from measures.models import Measure


class WatchedSeries(models.Model):
    """The monthly numbers of records of a measure in a country, with what was expected of the last months.

    A nightly job replaces it. It is no source of truth: figures are asked again before any of it is shown.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="+", verbose_name=_("measure"))
    country = models.ForeignKey(Country, models.CASCADE, related_name="+", verbose_name=_("country"))
    # [{"month": "2026-03", "count": 4, "mean": 2.1, "low": 0, "high": 7}, ...], the oldest first.
    points: Any = models.JSONField()
    computed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("watched series")
        verbose_name_plural = _("watched series")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "country"], name="a_series_is_watched_once")
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.country}"


@pghistory.track()
class Signal(models.Model):
    """A month with more or fewer records than chance explains, until a person marks it as explained."""

    series = models.ForeignKey(WatchedSeries, models.CASCADE, related_name="signals")
    month = models.CharField(_("month"), max_length=7)
    rise = models.BooleanField(_("rise"))
    found_at = models.DateTimeField(auto_now_add=True)
    explained_at = models.DateTimeField(_("explained at"), null=True)
    explained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("explained by")
    )
    explanation = models.CharField(_("explanation"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("signal")
        verbose_name_plural = _("signals")
        ordering = ["-month", "id"]
        constraints = [
            models.UniqueConstraint(fields=["series", "month"], name="a_month_signals_once"),
            models.CheckConstraint(
                condition=Q(explained_at__isnull=True, explained_by__isnull=True, explanation="")
                | Q(explained_at__isnull=False, explained_by__isnull=False) & ~Q(explanation=""),
                name="an_explanation_has_its_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.month}"


class ForecastSeries(models.Model):
    """The totals of a measure in a unit by month or year, their forecast, and the errors of forecasts before."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="+", verbose_name=_("measure"))
    unit = models.CharField(_("unit"), max_length=8)
    time = models.CharField(max_length=5)
    # {"history": [[period, exact decimal]...], "ahead": [...], "past": [...]}; empty lists where it was refused.
    points: Any = models.JSONField()
    computed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("forecast")
        verbose_name_plural = _("forecasts")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "unit", "time"], name="a_series_is_forecast_once")
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.unit}"
