"""Random draws that are the same for the same seed, and cheap: each is one look-up in a table made beforehand."""

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance(random.Random):
    def pick(self, table: Sequence[T]) -> T:
        return table[int(self.random() * len(table))]

    def maybe(self, share: float) -> bool:
        return self.random() < share

    def about(self, typical: float, spread: float) -> float:
        """A log-normal number: often near `typical`, seldom much more."""
        return typical * self.lognormvariate(0, spread)


def spread(shares: Mapping[T, float], size: int = 1024) -> tuple[T, ...]:
    """A table of `size` entries in which each choice appears in proportion to its share."""
    table: list[T] = []
    total, up_to = sum(shares.values()), 0.0
    for choice, share in shares.items():
        up_to += share
        table += [choice] * (round(up_to / total * size) - len(table))
    return tuple(table)


def zipf(choices: Sequence[T]) -> dict[T, float]:
    """Zipf's shares: the second choice has half the share of the first, the third a third, and so on."""
    return {choice: 1 / rank for rank, choice in enumerate(choices, start=1)}
