"""The units that a reader has chosen to read figures in, for the time of one page, as its language is.

Only computed figures, whose unit is a code, are converted, and only when they are formatted: what is stored, what a
source states and what files and the API give never change.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Context, Decimal

from measures.models import Unit

# More digits than any page shows of a quotient.
QUOTIENT = Context(prec=60)


@dataclass(frozen=True)
class ReadIn:
    """The unit in which figures of another are shown, and how many of that other are one of it."""

    unit: str
    one_is: Decimal


_chosen: ContextVar[Mapping[str, ReadIn] | None] = ContextVar("units_to_read_in", default=None)


@contextmanager
def reading_in(chosen: Mapping[str, ReadIn]) -> Iterator[None]:
    """Shows figures in these units, each by the code of the unit that it stands for."""
    token = _chosen.set(chosen)
    try:
        yield
    finally:
        _chosen.reset(token)


def unit_to_read(unit: Unit | str) -> Unit | str:
    """The unit that figures of this one are shown in. A `Unit` marks a stated amount, which is shown as stated."""
    found = _found(unit)
    return found.unit if found else unit


def value_to_read(value: Decimal, unit: Unit | str) -> Decimal:
    """The value in the unit that it is shown in."""
    found = _found(unit)
    return QUOTIENT.divide(value, found.one_is) if found else value


def _found(unit: Unit | str) -> ReadIn | None:
    return None if isinstance(unit, Unit) else (_chosen.get() or {}).get(unit)
