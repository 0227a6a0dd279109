"""Forecasts of totals with their intervals and past errors; a history that is too short is refused with a sentence."""

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from agencies.requests import SignedInRequest
from analysis.models import ForecastSeries
from analysis.unusual.shown import current_forecasts
from dashboards.charts.banded import Band, DrawnLine, banded
from dashboards.charts.chart import Chart
from measures import formats

# Periods of the history in the chart.
DRAWN = 36


def forecasts_page(request: SignedInRequest) -> HttpResponse:
    every = list(current_forecasts())
    made = [each for each in every if each.points["ahead"]]
    chosen = next((each for each in made if str(each.pk) == request.GET.get("of")), made[0] if made else None)
    context: dict[str, Any] = {
        "choices": [{"pk": each.pk, "label": _label(each), "chosen": each == chosen} for each in made],
        "refused": [
            {"label": _label(each), "periods": len(each.points["history"]), "months": each.time == "month"}
            for each in every
            if each not in made
        ],
        "chart": _chart(chosen) if chosen else None,
    }
    if chosen:
        context |= {"past": _past(chosen), **_shares(chosen)}
    return render(request, "dashboards/unusual/forecasts.html", context)


def _label(series: ForecastSeries) -> str:
    named = {"month": _("by month"), "year": _("by year")}[series.time]
    unit = formats.unit_label(series.unit, "") or series.unit
    return f"{_(series.measure.name)} ({unit}), {named}"


def _chart(series: ForecastSeries) -> Chart:
    history, ahead = series.points["history"][-DRAWN:], series.points["ahead"]
    gap: list[Any] = [None] * len(history)
    recorded = DrawnLine(
        _("Recorded"),
        [*(float(value) for _period, value in history), *([None] * len(ahead))],
        [*(_exact(series, value) for _period, value in history), *([""] * len(ahead))],
    )
    forecast = DrawnLine(
        _("Forecast"),
        [*gap, *(each["middle"] for each in ahead)],
        [*([""] * len(history)), *(_rounded(series, each["middle"]) for each in ahead)],
    )
    bands = [_band(series, level, len(history)) for level in (95, 80)]
    periods = [*(period for period, _value in history), *(each["period"] for each in ahead)]
    title = _("Forecast: %(what)s") % {"what": _label(series)}
    summary = _("%(period)s: %(middle)s; with a chance of 80 %% between %(low)s and %(high)s.") % {
        "period": formats.partial_date(ahead[0]["period"]),
        "middle": _rounded(series, ahead[0]["middle"]),
        "low": _end(series, ahead[0]["low80"]),
        "high": _end(series, ahead[0]["high80"]),
    }
    named = [formats.partial_date(period) for period in periods]
    unit = formats.unit_label(series.unit, "")
    return banded(named, [recorded, forecast], bands, title=title, unit=unit, summary=summary)


def _band(series: ForecastSeries, level: int, before: int) -> Band:
    ahead, gap = series.points["ahead"], [None] * before
    lows, highs = ([each[f"{end}{level}"] for each in ahead] for end in ("low", "high"))
    texts = [_between(series, each, level) for each in ahead]
    name = _("%(level)d %% interval") % {"level": level}
    return Band(name, [*gap, *lows], [*gap, *highs], [*([""] * before), *texts])


def _past(series: ForecastSeries) -> list[dict[str, Any]]:
    """The forecasts of one period ahead, with what came, the latest first."""
    return [
        {
            "period": formats.partial_date(each["period"]),
            "middle": _rounded(series, each["middle"]),
            "interval": _between(series, each, 80),
            "actual": _exact(series, each["actual"]),
            "inside": each["low80"] <= float(each["actual"]) <= each["high80"],
        }
        for each in reversed(series.points["past"])
        if each["after"] == 1
    ]


def _shares(series: ForecastSeries) -> dict[str, str]:
    points = series.points
    shares = {
        "error": points["error"],
        "inside80": points["coverage"]["80"],
        "inside95": points["coverage"]["95"],
    }
    return {name: f"{share:.0%}" for name, share in shares.items()}


def _between(series: ForecastSeries, point: dict[str, Any], level: int) -> str:
    return f"{_end(series, point[f'low{level}'])} – {_end(series, point[f'high{level}'])}"


def _end(series: ForecastSeries, value: float) -> str:
    return _exact(series, f"{value:.3g}")


def _exact(series: ForecastSeries, value: str) -> str:
    return formats.figure(Decimal(value), series.unit, "exact", series.measure.counts)


def _rounded(series: ForecastSeries, value: float) -> str:
    """Three digits: more would be said of a guess than is known."""
    return formats.figure(Decimal(f"{value:.3g}"), series.unit, "approximately", series.measure.counts)
