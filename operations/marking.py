"""The markings of the Traffic Light Protocol."""

from collections.abc import Iterable
from functools import reduce

from django.db import models


class Marking(models.TextChoices):
    """Traffic Light Protocol 2.0 (FIRST, 2022), in the spelling of the standard."""

    CLEAR = "TLP:CLEAR", "TLP:CLEAR"
    GREEN = "TLP:GREEN", "TLP:GREEN"
    AMBER = "TLP:AMBER", "TLP:AMBER"
    AMBER_STRICT = "TLP:AMBER+STRICT", "TLP:AMBER+STRICT"
    RED = "TLP:RED", "TLP:RED"


OPEN = (Marking.CLEAR, Marking.GREEN)


def stricter(marking: str, other: str) -> str:
    """The marking that fewer may read. A value that is no marking is returned, for validation to refuse."""
    order = Marking.values
    known = marking in order and other in order
    return max(marking, other, key=order.index) if known else marking


def strictest(markings: Iterable[str]) -> str:
    """The marking of what has several: the one that the fewest may read; TLP:GREEN for nothing at all."""
    return reduce(stricter, markings, str(Marking.GREEN))
