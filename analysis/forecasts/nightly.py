"""The nightly job that forecasts totals by month, or by year where only years are long enough."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from analysis.forecasts.ahead import HORIZON, LEVELS, YEAR, Ahead, Forecast, forecast, may_be_forecast
from analysis.models import ForecastSeries
from analysis.unusual.series import Code, last_month, last_year, months_until, totals_by, years_until
from measures.models import Measure

# The largest; each costs a dozen models.
MOST_SERIES = 20
SEASONS = {"month": YEAR, "year": 1}
SPANS = {"month": (months_until, last_month), "year": (years_until, last_year)}
Row = list[tuple[str, Decimal]]


def forecast_totals() -> int:
    """Forecasts anew, and replaces what was forecast before. Returns how many series could be."""
    rows = {(time, code): row for time in SPANS for code, row in _rows(time).items()}
    by_month = {code for (time, code), row in rows.items() if time == "month" and _is_long(time, row)}
    chosen = {key: row for key, row in rows.items() if key[0] == "month" or key[1] not in by_month}
    found = {key: (row, _forecast(key[0], row)) for key, row in _largest(chosen).items()}
    with transaction.atomic():
        ForecastSeries.objects.all().delete()
        for (time, code), (row, ahead) in found.items():
            _store(time, code, row, ahead)
    return sum(ahead is not None for _row, ahead in found.values())


def _rows(time: str) -> dict[Code, Row]:
    all_until, last = SPANS[time]
    until = last()
    return {
        code: [(period, totals.get(period, Decimal(0))) for period in all_until(min(totals), until)]
        for code, totals in totals_by(time).items()
        if min(totals) <= until
    }


def _is_long(time: str, row: Row) -> bool:
    return may_be_forecast([float(value) for _period, value in row], SEASONS[time])


def _largest(rows: dict[tuple[str, Code], Row]) -> dict[tuple[str, Code], Row]:
    """Those with the most periods that state something; a measure that is refused by month and year stands once."""
    order = sorted(rows, key=lambda key: (not _is_long(key[0], rows[key]), -_stated(rows[key]), key))
    chosen: dict[Code, str] = {}
    for time, code in order:
        chosen.setdefault(code, time)
    return {(time, code): rows[time, code] for code, time in list(chosen.items())[:MOST_SERIES]}


def _stated(row: Row) -> int:
    return sum(1 for _period, value in row if value)


def _forecast(time: str, row: Row) -> Forecast | None:
    # Intervals are no figures: they are worked out in floats, and shown rounded.
    return forecast([float(value) for _period, value in row], SEASONS[time])


def _store(time: str, code: Code, row: Row, ahead: Forecast | None) -> None:
    periods = [period for period, _value in row]
    all_until, _last = SPANS[time]
    coming = all_until(periods[-1], _later(periods[-1], time))[1:]
    points: dict[str, Any] = {
        "history": [[period, str(value)] for period, value in row],
        "ahead": [],
        "past": [],
    }
    if ahead:
        points["ahead"] = [_point(p, each) for p, each in zip(coming, ahead.periods, strict=True)]
        points["past"] = [
            _point(periods[each.index], each.forecast)
            | {"actual": str(row[each.index][1]), "after": each.ahead}
            for each in ahead.past
        ]
        points["error"] = round(ahead.error, 3)
        points["coverage"] = {str(level): round(ahead.coverage(level), 3) for level in LEVELS}
    ForecastSeries.objects.create(
        measure=Measure.objects.get(code=code[0]),
        unit=code[1],
        time=time,
        points=points,
        computed_at=timezone.now(),
    )


def _later(period: str, time: str) -> str:
    if time == "year":
        return str(int(period) + HORIZON[1])
    number = int(period[:4]) * YEAR + int(period[5:]) - 1 + HORIZON[YEAR]
    return f"{number // YEAR:04}-{number % YEAR + 1:02}"


def _point(period: str, ahead: Ahead) -> dict[str, Any]:
    ends = {f"{name}{level}": getattr(ahead, name)[level] for level in LEVELS for name in ("low", "high")}
    return {"period": period, "middle": ahead.middle, **ends}
