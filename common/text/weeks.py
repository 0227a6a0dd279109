"""The first day of the week, counted from Monday: what the reader of the page has chosen, else that of the language."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.formats import get_format

DAYS = {"monday": 0, "saturday": 5, "sunday": 6}
_chosen: ContextVar[str] = ContextVar("first_weekday", default="")


@contextmanager
def weeks_beginning(day: str) -> Iterator[None]:
    """Begins weeks on that day, for the time of one page; an empty one leaves it to the language."""
    token = _chosen.set(day)
    try:
        yield
    finally:
        _chosen.reset(token)


def first_weekday() -> int:
    # Django counts from Sunday, and Python from Monday.
    return DAYS.get(_chosen.get(), (int(get_format("FIRST_DAY_OF_WEEK")) - 1) % 7)
