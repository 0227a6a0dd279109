"""Forecasts of a series of totals with their intervals, and the errors that the same method made before.

A local level with two harmonics of the year on the scale of logarithms (statsmodels' UnobservedComponents): what was
seized in a month is multiplied by chance rather than added to. Intervals are widened by how far the forecasts of past
months (rolling origin: each with what was known before it) were off, for seizures have longer tails than any model.
"""

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np
from scipy.stats import norm
from statsmodels.tsa.statespace.structural import UnobservedComponents

YEAR = 12
# Fewer say nothing of a year's course, or of how far off a forecast is.
SHORTEST = {YEAR: 4 * YEAR, 1: 15}
HORIZON = {YEAR: 6, 1: 3}
ORIGINS = 12
LEVELS = (80, 95)
# So many of the last twelve have to be more than nothing.
FEWEST_STATED = 9
# Nothing is forecast better than to a thousandth.
LEAST_ERROR = 1e-3


@dataclass(frozen=True)
class Ahead:
    """The forecast of one period: the median, and the ends of the intervals by their level."""

    middle: float
    low: dict[int, float]
    high: dict[int, float]


@dataclass(frozen=True)
class PastForecast:
    """What was forecast of a period that has passed, with what was known `ahead` periods before, and what came."""

    index: int
    ahead: int
    forecast: Ahead
    actual: float


@dataclass(frozen=True)
class Forecast:
    periods: list[Ahead]
    past: list[PastForecast]

    def coverage(self, level: int) -> float:
        """The share of past values that were inside their interval."""
        inside = [each.forecast.low[level] <= each.actual <= each.forecast.high[level] for each in self.past]
        return sum(inside) / len(inside)

    @property
    def error(self) -> float:
        """The median of the past errors, as a part of what came."""
        return median(
            abs(each.actual - each.forecast.middle) / each.actual for each in self.past if each.actual
        )


@dataclass(frozen=True)
class _Raw:
    """A forecast on the scale of logarithms."""

    means: Any
    errors: Any


def may_be_forecast(values: Sequence[float], season: int = YEAR) -> bool:
    """Whether the history is long enough, and states enough of late, to say anything."""
    return len(values) >= SHORTEST[season] and sum(value > 0 for value in values[-12:]) >= FEWEST_STATED


def forecast(values: Sequence[float], season: int = YEAR) -> Forecast | None:
    """The forecast of the next periods; None where the history is too short. `season` is 12 of months, 1 of years."""
    if not may_be_forecast(values, season):
        return None
    offset = 0.01 * sum(values) / len(values)
    logs = np.log(np.asarray(values, dtype=float) + offset)
    horizon = HORIZON[season]
    raws = {origin: _raw(logs[:origin], horizon, season) for origin in _origins(len(values), horizon)}
    past = []
    for origin, raw in raws.items():
        # Only what had come before that origin widens its interval.
        known = [z for other, each in raws.items() for z in _misses(each, logs[:origin], other)]
        past += [
            PastForecast(
                origin + step, step + 1, _ahead(raw, step, known, offset), float(values[origin + step])
            )
            for step in range(min(horizon, len(values) - origin))
        ]
    misses = [z for origin, raw in raws.items() for z in _misses(raw, logs, origin)]
    now = _raw(logs, horizon, season)
    return Forecast([_ahead(now, step, misses, offset) for step in range(horizon)], past)


def _origins(length: int, horizon: int) -> list[int]:
    """The last lengths of the history from which forecasts are made again."""
    return list(range(max(length // 2, length - ORIGINS - horizon), length))


def _raw(logs: Any, horizon: int, season: int) -> _Raw:
    harmonics = [{"period": season, "harmonics": 2}] if season > 1 else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = UnobservedComponents(
            logs,
            level="local level",
            freq_seasonal=harmonics,
            stochastic_freq_seasonal=[False] if harmonics else None,
        )
        found = model.fit(disp=False, maxiter=50).get_forecast(horizon)
    return _Raw(np.asarray(found.predicted_mean), _positive(found.se_mean))


def _positive(errors: Any) -> Any:
    """Standard errors; of a series that never moves the model has none, or no number."""
    found = np.asarray(errors)
    return np.where(np.isfinite(found), np.maximum(found, LEAST_ERROR), LEAST_ERROR)


def _misses(raw: _Raw, logs: Any, origin: int) -> list[float]:
    """By how many standard errors the values since the origin differed from their forecast."""
    known = logs[origin : origin + len(raw.means)]
    return [abs(float(each)) for each in (known - raw.means[: len(known)]) / raw.errors[: len(known)]]


def _ahead(raw: _Raw, step: int, misses: list[float], offset: float) -> Ahead:
    low, high = {}, {}
    mean, error = float(raw.means[step]), float(raw.errors[step])
    for level in LEVELS:
        reach = float(norm.ppf(0.5 + level / 200))
        if len(misses) >= ORIGINS:
            reach = max(reach, float(np.quantile(misses, level / 100)))
        low[level] = max(0.0, _value(mean - reach * error, offset))
        high[level] = _value(mean + reach * error, offset)
    return Ahead(max(0.0, _value(mean, offset)), low, high)


def _value(log: float, offset: float) -> float:
    return math.exp(min(log, 700.0)) - offset
