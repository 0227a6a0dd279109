"""Signals for their readers: only where figures, asked again, still say what the nightly job read.

Between two jobs a record may have been marked up or withdrawn: what was computed of it then is shown to nobody.
"""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import QuerySet

from analysis.models import ForecastSeries, Signal, WatchedSeries
from analysis.unusual.series import Code, monthly_counts, totals_by


def current_signals() -> QuerySet[Signal]:
    """The signals whose numbers are those of now."""
    series = WatchedSeries.objects.filter(signals__isnull=False).distinct()
    known = still_true(series.select_related("measure", "country"))
    rows = Signal.objects.filter(series__in=known)
    return rows.select_related("series__measure", "series__country", "explained_by")


def current_forecasts() -> QuerySet[ForecastSeries]:
    """The forecasts whose history is that of now."""
    every = list(ForecastSeries.objects.select_related("measure"))
    known: set[int] = set()
    for time in {each.time for each in every}:
        some = [each for each in every if each.time == time]
        totals = totals_by(time, sorted({each.measure.code for each in some}))
        known |= {
            each.pk for each in some if _is_history(each, totals.get((each.measure.code, each.unit), {}))
        }
    return ForecastSeries.objects.filter(pk__in=known).select_related("measure")


def _is_history(series: ForecastSeries, totals: dict[str, Decimal]) -> bool:
    return all(totals.get(period, Decimal(0)) == Decimal(value) for period, value in series.points["history"])


def still_true(series: Iterable[WatchedSeries]) -> set[int]:
    """The ids of the series whose numbers are those of now."""
    found = list(series)
    if not found:
        return set()
    counts = monthly_counts(
        sorted({each.measure.code for each in found}), sorted({codes_of_series(each)[1] for each in found})
    )
    return {each.pk for each in found if _same(each, counts.get(codes_of_series(each), {}))}


def codes_of_series(series: WatchedSeries) -> Code:
    return series.measure.code, str(series.country.code)


def _same(series: WatchedSeries, counts: dict[str, int]) -> bool:
    return all(counts.get(point["month"], 0) == point["count"] for point in series.points)
