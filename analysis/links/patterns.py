"""Patterns that recur: a route, a concealment and a measure together, more often than chance would have it.

By chance, each of the three would be as frequent in the company of the others as it is anywhere. The probability of at
least as many records is of a Poisson with that expectation; those of all combinations that are numerous enough to be
tested are corrected by Benjamini and Hochberg, so that of those listed one in twenty is expected to be false.
"""

import math
from collections import Counter
from dataclasses import dataclass

from figures.answer.query import answer
from figures.question.question import Question
from operations.sharing import Reader

BY = ("measure", "origin", "destination", "concealment")
# Fewer records say nothing; less often than twice as expected is no pattern to act on.
FEWEST, LEAST_LIFT, FALSE = 5, 2.0, 0.05
MOST = 50
Pattern = tuple[str, tuple[str, str], str]


@dataclass(frozen=True)
class Recurring:
    """A measure on a route in a concealment: its records, those expected by chance, and the corrected probability."""

    measure: str
    origin: str
    destination: str
    concealment: str
    records: int
    expected: float
    probability: float

    @property
    def lift(self) -> float:
        return self.records / self.expected


def recurring_patterns(question: Question, reader: Reader) -> list[Recurring]:
    """The patterns in the verified seizures that the reader may see, those with the largest lift first."""
    counts: Counter[Pattern] = Counter()
    # `none` is a value of its own: not stated is never a pattern.
    for figure in answer(question.narrowed(by=BY, stage=("seized",), top=0), reader).figures:
        measure, origin, destination, concealment = (figure.cell[name] for name in BY)
        if measure and origin and destination and concealment:
            key = (measure, (origin, destination), concealment)
            # A measure with several units has a figure of each, of the same records or of others: the largest counts.
            counts[key] = max(counts[key], figure.records)
    return _significant(counts)


def _significant(counts: Counter[Pattern]) -> list[Recurring]:
    total = sum(counts.values())
    alone: list[Counter[object]] = [Counter(), Counter(), Counter()]
    for pattern, number in counts.items():
        for margin, value in zip(alone, pattern, strict=True):
            margin[value] += number
    tested = []
    for pattern, number in counts.items():
        if number >= FEWEST:
            shares = (margin[value] / total for margin, value in zip(alone, pattern, strict=True))
            expected = total * math.prod(shares)
            tested.append((probability_of(number, expected), pattern, number, expected))
    found = [
        Recurring(pattern[0], *pattern[1], pattern[2], number, expected, corrected)
        for (_raw, pattern, number, expected), corrected in _corrected(sorted(tested))
        if corrected < FALSE and number >= LEAST_LIFT * expected
    ]
    return sorted(found, key=lambda each: (-each.lift, -each.records, each.measure))[:MOST]


def probability_of(number: int, expected: float) -> float:
    """The probability of at least so many, where so many are expected (Poisson)."""
    if number <= expected:
        return 1.0
    term = math.exp(number * math.log(expected) - expected - math.lgamma(number + 1))
    total, more = 0.0, number
    # From here on each term is smaller than the last one.
    while term > total * 1e-12:
        total, more = total + term, more + 1
        term *= expected / more
    return min(1.0, total)


def _corrected(
    tested: list[tuple[float, Pattern, int, float]],
) -> list[tuple[tuple[float, Pattern, int, float], float]]:
    """Each with its probability after Benjamini and Hochberg; they come in order of their own."""
    found, least = [], 1.0
    for rank in range(len(tested), 0, -1):
        least = min(least, tested[rank - 1][0] * len(tested) / rank)
        found.append((tested[rank - 1], least))
    return found
