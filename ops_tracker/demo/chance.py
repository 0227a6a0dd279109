"""Dice that fall the same for the same seed, and cheaply: one draw is one look-up in a table made beforehand."""

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
        """A number that is often somewhat more or less than `typical`, and seldom very much more."""
        return typical * self.lognormvariate(0, spread)


def spread(shares: Mapping[T, float], size: int = 1024) -> tuple[T, ...]:
    """A table of `size` in which each choice stands as often as its share of all shares."""
    table: list[T] = []
    total, up_to = sum(shares.values()), 0.0
    for choice, share in shares.items():
        up_to += share
        table += [choice] * (round(up_to / total * size) - len(table))
    return tuple(table)


def zipf(choices: Sequence[T]) -> dict[T, float]:
    """The second has half the share of the first, the third a third, and so on."""
    return {choice: 1 / rank for rank, choice in enumerate(choices, start=1)}
