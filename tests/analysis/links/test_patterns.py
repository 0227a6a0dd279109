"""Patterns: found where they were planted, and not where chance alone was at work."""

import math
import random
from collections import Counter

import pytest
from django.urls import reverse

from analysis.links.patterns import FEWEST, _significant, probability_of, recurring_patterns
from figures.question.question import Question
from tests.calls import signed_in
from tests.factories.agencies import UserFactory
from tests.factories.seizures import SeizureFactory

ROUTES = [("COL", "ESP"), ("PER", "FRA"), ("BRA", "NLD"), ("ECU", "BEL")]


def by_chance(seed, number=2000):
    chances = random.Random(seed)
    drawn = (
        (chances.choice("ABCDE"), chances.choice(ROUTES), chances.choice(["tyre", "fruit", "body", "hull"]))
        for _each in range(number)
    )
    return Counter(drawn)


def test_chance_alone_makes_hardly_any_pattern():
    found = [len(_significant(by_chance(seed))) for seed in range(100)]

    # Corrected to one false in twenty where any is listed; and twice as often is rare by chance.
    assert sum(1 for number in found if number) <= 5


def test_a_planted_pattern_is_found_and_comes_first():
    counts = by_chance(1)
    counts["A", ROUTES[0], "tyre"] += 150

    first = _significant(counts)[0]

    assert (first.measure, first.origin, first.concealment) == ("A", "COL", "tyre")
    assert first.lift > 2
    assert first.records == counts["A", ROUTES[0], "tyre"]


def test_few_records_are_no_pattern():
    counts = by_chance(1)
    counts["Z", ("CHN", "USA"), "shoe"] = FEWEST - 1

    assert all(each.measure != "Z" for each in _significant(counts))


@pytest.mark.parametrize(("number", "expected"), [(1, 0.5), (5, 2.0), (30, 10.0), (3, 4.0)])
def test_the_probability_is_that_of_poisson(number, expected):
    fewer = sum(math.exp(-expected) * expected**k / math.factorial(k) for k in range(number))

    assert probability_of(number, expected) == pytest.approx(1.0 if number <= expected else 1 - fewer)


@pytest.mark.django_db
def test_patterns_are_of_what_the_reader_may_see_and_open_to_their_records():
    for number in range(12):
        planted = number < 8
        for _again in range(1 if planted else 3):
            SeizureFactory(
                verified=True,
                marking="TLP:GREEN",
                origin="COL" if planted else ROUTES[number % 4][0],
                destination="ESP" if planted else "ITA",
                concealment="cargo" if planted else "compartment",
                item__measure="NARC.HEROIN" if planted else "NARC.COCAINE",
            )
    for _number in range(30):
        SeizureFactory(
            verified=True, marking="TLP:AMBER+STRICT", origin="CHN", destination="USA", concealment="person"
        )
    reader = UserFactory()

    [found] = recurring_patterns(Question(), reader)
    page = signed_in(reader).get(reverse("patterns")).content.decode()

    assert (found.measure, found.origin, found.records) == ("NARC.HEROIN", "COL", 8)
    assert found.expected == pytest.approx(20 * 0.4**3)
    assert "origin=COL&amp;destination=ESP" in page
