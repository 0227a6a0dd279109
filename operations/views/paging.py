from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

SIZE = 25
LAST = 10_000


class Page:
    """Some rows of a long list. It is never counted: one row more than is shown tells whether there is a next page."""

    def __init__(self, found: QuerySet[Any], number: str | None, size: int = SIZE) -> None:
        self.number = (
            int(number) if number and number.isascii() and number.isdigit() and len(number) < 6 else 1
        )
        self.number = min(max(self.number, 1), LAST)
        self.before = (self.number - 1) * size
        rows = list(found[self.before : self.before + size + 1])
        self.rows, self.has_next = rows[:size], len(rows) > size

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def next_page_number(self) -> int:
        return self.number + 1

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def start_index(self) -> int:
        return self.before + 1

    @property
    def end_index(self) -> int:
        return self.before + len(self.rows)
