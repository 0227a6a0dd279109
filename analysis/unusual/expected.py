"""What a monthly count was to be expected to be, by the counts before it (after Farrington 1996 and Noufaily 2013).

A quasi-Poisson regression with a trend and two harmonics of the year; months that were outliers themselves weigh less;
the bounds are quantiles of a negative binomial of the dispersion found, widened by the error of the expectation itself.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import statsmodels.api as sm
from scipy.stats import nbinom, poisson

YEAR = 12
# Of the months before, at most and at least so many; the last ones are left out, lest a rise that lasts hides itself.
LONGEST, SHORTEST, GUARD = 7 * YEAR, 3 * YEAR, 3
# A count outside is to be had by chance in so many of a hundred months, at either end.
TAIL = 0.005
# A standardised residual above it makes a month of the past an outlier, as Noufaily has it.
OUTLIER = 2.58
# With fewer in all, or in the last months with the one in question, nothing is said: single events are no trend.
FEWEST, FEWEST_OF_LATE, OF_LATE = 30, 5, 4
# How far above the largest count of the past a trend may lead.
FARTHEST = 1.5
# Beyond it the logarithm of an expectation is a failure of the fit.
_STEEPEST = 15.0


@dataclass(frozen=True)
class Expectation:
    """The expected count of a month, and the least and the most that are no signal."""

    mean: float
    low: int
    high: int


def is_long_enough(counts: Sequence[int]) -> bool:
    """Whether the counts before a month are enough to expect something of it."""
    before = counts[:-GUARD][-LONGEST:]
    return len(before) >= SHORTEST and sum(before) >= FEWEST


def expectation(before: Sequence[int]) -> Expectation | None:
    """What the month after these counts was to be expected to have; None where they say too little."""
    if not is_long_enough(before):
        return None
    past = np.asarray(before[:-GUARD][-LONGEST:], dtype=float)
    at = len(past) + GUARD
    found = _fitted(past, _design(np.arange(len(past)), len(past)), _design(np.array([at]), len(past)))
    if found is None:
        # A straight trend on the scale of logarithms may run away: then the level of the past alone is believed.
        months = np.arange(len(past))
        found = _fitted(
            past, _design(months, len(past))[:, _LEVEL], _design(np.array([at]), len(past))[:, _LEVEL]
        )
    return found and _bounds(*found)


def is_signal(count: int, expected: Expectation, of_late: Sequence[int]) -> bool:
    """Whether the count is outside; `of_late` are the last counts with this one."""
    if count > expected.high:
        return sum(of_late[-OF_LATE:]) >= FEWEST_OF_LATE
    return count < expected.low


# The columns of the design without the trend.
_LEVEL = [0, 2, 3, 4, 5]


def _design(months: Any, length: int) -> Any:
    turn = 2 * math.pi * months / YEAR
    return np.column_stack(
        [
            np.ones(len(months)),
            months / length,
            np.sin(turn),
            np.cos(turn),
            np.sin(2 * turn),
            np.cos(2 * turn),
        ]
    )


def _fitted(past: Any, design: Any, ahead: Any) -> tuple[float, float, float] | None:
    """The mean, its standard error on the scale of logarithms, and the dispersion; None where the fit fails."""
    weights = np.ones(len(past))
    fit: Any = None
    for _again in range(2):
        try:
            model = sm.GLM(past, design, family=sm.families.Poisson(), freq_weights=weights)
            fit = model.fit(scale="X2")
        except (ValueError, np.linalg.LinAlgError):
            return None
        weights = _weights(past, fit)
    line = float((ahead @ fit.params)[0])
    error = math.sqrt(max(0.0, float((ahead @ fit.cov_params() @ ahead.T)[0, 0])))
    if not (math.isfinite(line) and math.isfinite(error)) or abs(line) > _STEEPEST:
        return None
    # As in Farrington, a trend that leads far beyond all that has been seen is not believed.
    if design.shape[1] > len(_LEVEL) and math.exp(line) > FARTHEST * past.max():
        return None
    return math.exp(line), error, max(1.0, float(fit.scale))


def _weights(past: Any, fit: Any) -> Any:
    """Less weight for months that were outliers upwards, so that their like is noticed again."""
    spread = np.sqrt(np.maximum(1.0, fit.scale) * np.maximum(fit.fittedvalues, 1e-9))
    # Anscombe's residuals of a Poisson, nearly normal at small counts too.
    anscombe = (
        1.5 * (past ** (2 / 3) - fit.fittedvalues ** (2 / 3)) / np.maximum(fit.fittedvalues, 1e-9) ** (1 / 6)
    )
    residuals = anscombe * np.sqrt(np.maximum(fit.fittedvalues, 1e-9)) / spread
    weights = np.where(residuals > OUTLIER, (OUTLIER / np.maximum(residuals, OUTLIER)) ** 2, 1.0)
    return weights * len(past) / weights.sum()


def _bounds(mean: float, error: float, dispersion: float) -> Expectation:
    variance = dispersion * mean + (mean * error) ** 2
    if variance <= mean * 1.0001:
        low, high = poisson.ppf([TAIL, 1 - TAIL], mean)
    else:
        size = mean**2 / (variance - mean)
        low, high = nbinom.ppf([TAIL, 1 - TAIL], size, size / (size + mean))
    return Expectation(mean, int(max(0, low)), int(high))
