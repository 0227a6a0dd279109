"""What is unusual: how often chance alone gives an alarm, on simulated series, and what must not be missed."""

import numpy as np
import pytest

from analysis.unusual.expected import SHORTEST, TAIL, expectation, is_signal

MONTHS = 61


def simulated(generator, *, mean, dispersion, trend, season):
    """A year's course, a trend a year, and counts of a negative binomial (of Poisson where the dispersion is 1)."""
    months = np.arange(MONTHS)
    level = mean * np.exp(trend * months / 12 + season * np.sin(2 * np.pi * months / 12 + 1))
    if dispersion == 1:
        return [int(each) for each in generator.poisson(level)]
    size = level / (dispersion - 1)
    return [int(each) for each in generator.negative_binomial(size, size / (size + level))]


def alarms(each, count=40):
    generator = np.random.default_rng(20261129)
    for _number in range(count):
        counts = simulated(generator, **each)
        yield is_signal(counts[-1], expectation(counts[:-1]), counts)


SETTINGS = [
    {"mean": mean, "dispersion": dispersion, "trend": trend, "season": 0.4}
    for mean in (5, 20, 100)
    for dispersion in (1, 3)
    for trend in (0, 0.1)
]


def test_chance_alone_gives_an_alarm_about_as_often_as_is_stated():
    found = [alarm for each in SETTINGS for alarm in alarms(each)]

    # 480 series; stated is one in a hundred. More than one in forty would be an alarm a week for a reader of ten.
    assert len(found) == 480
    assert sum(found) / len(found) < 2.5 * 2 * TAIL


@pytest.mark.parametrize(("factor", "least"), [(3, 0.9), (0.1, 0.9)])
def test_three_times_as_many_and_a_tenth_are_noticed(factor, least):
    generator = np.random.default_rng(7)
    noticed = 0
    for _number in range(30):
        counts = simulated(generator, mean=40, dispersion=1.5, trend=0, season=0.4)
        counts[-1] = int(counts[-1] * factor)
        noticed += is_signal(counts[-1], expectation(counts[:-1]), counts)

    assert noticed / 30 >= least


def test_what_every_summer_has_is_unusual_in_winter():
    counts = [round(30 + 25 * np.sin(2 * np.pi * month / 12)) for month in range(75)]
    summer, winter = 63, 69

    assert counts[summer] == 55
    assert not is_signal(55, expectation(counts[:summer]), counts[: summer + 1])
    assert is_signal(55, expectation(counts[:winter]), [*counts[:winter], 55])


def test_a_rise_of_the_past_does_not_hide_the_next_one():
    generator = np.random.default_rng(3)
    plain = [int(each) for each in generator.poisson(20, MONTHS)]
    once = [*plain[:30], 120, *plain[31:]]

    assert expectation(once[:-1]).high < 1.7 * expectation(plain[:-1]).high


@pytest.mark.parametrize("counts", [[10] * SHORTEST, [0] * 100, [1, *([0] * 99)], []])
def test_of_too_short_a_history_and_of_too_few_records_nothing_is_said(counts):
    assert expectation(counts) is None


def test_single_events_are_no_signal():
    counts = [0, 1] * 36

    assert not is_signal(4, expectation(counts), [0, 0, 0, 4])
