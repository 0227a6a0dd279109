"""The nightly job that looks for unusual months."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from agencies.models import Country
from analysis.models import Signal, WatchedSeries
from analysis.unusual.expected import YEAR, expectation, is_long_enough, is_signal
from analysis.unusual.series import Code, last_month, monthly_counts, months_until
from common.audit import audited
from measures.models import Measure

# The months judged, and how many before them a chart has.
JUDGED, DRAWN = YEAR, 3 * YEAR
# Of so many months that have just ended, reports may still come: few records are no fall.
STILL_REPORTED = 2
# The largest; each costs a regression a month.
MOST_SERIES = 200


def watch_for_signals() -> int:
    """Judges the last twelve months of each series, and replaces what was found before. Returns how many signals."""
    found = {code: _judged(counts) for code, counts in _watched().items()}
    with transaction.atomic(), audited(by=None, action="signals looked for"):
        return sum(_stored(code, points) for code, points in found.items()) if _forget(found) else 0


def _watched() -> dict[Code, list[tuple[str, int]]]:
    """The largest series that are long enough, each with its months without a gap up to the last that is over."""
    until = last_month()
    long: dict[Code, list[tuple[str, int]]] = {}
    for code, counts in monthly_counts().items():
        months = months_until(min(counts), until)
        row = [(month, counts.get(month, 0)) for month in months]
        if is_long_enough([count for _month, count in row[:-1]]):
            long[code] = row
    largest = sorted(long, key=lambda code: (-sum(count for _month, count in long[code]), code))
    return {code: long[code] for code in largest[:MOST_SERIES]}


def _judged(row: list[tuple[str, int]]) -> list[dict[str, Any]]:
    counts = [count for _month, count in row]
    points: list[dict[str, Any]] = []
    for index in range(max(0, len(row) - DRAWN), len(row)):
        month, count = row[index]
        point: dict[str, Any] = {"month": month, "count": count}
        expected = expectation(counts[:index]) if index >= len(row) - JUDGED else None
        if expected:
            fall = count < expected.low
            unusual = is_signal(count, expected, counts[: index + 1])
            late = fall and index >= len(row) - STILL_REPORTED
            point |= {"mean": round(expected.mean, 2), "low": expected.low, "high": expected.high}
            point["signal"] = unusual and not late
        points.append(point)
    return points


def _forget(found: dict[Code, Any]) -> bool:
    """Removes the series that are watched no more, with their signals. Returns whether any is left to store."""
    for series in WatchedSeries.objects.select_related("measure", "country"):
        if (series.measure.code, series.country.code) not in found:
            series.delete()
    return bool(found)


def _stored(code: Code, points: list[dict[str, Any]]) -> int:
    measure, country = Measure.objects.get(code=code[0]), Country.objects.get(code=code[1])
    series, _made = WatchedSeries.objects.update_or_create(
        measure=measure, country=country, defaults={"points": points, "computed_at": timezone.now()}
    )
    unusual = {point["month"]: point for point in points if point.get("signal")}
    rises = {month: point["count"] > point["high"] for month, point in unusual.items()}
    for signal in series.signals.all():
        if rises.get(signal.month) != signal.rise:
            signal.delete()
    # An explanation stands as long as its month is unusual in the same way.
    for month, rise in rises.items():
        Signal.objects.get_or_create(series=series, month=month, defaults={"rise": rise})
    return len(unusual)
