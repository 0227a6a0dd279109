from collections.abc import Iterator
from typing import Any

SIZE = 25
LAST = 10_000


class Page:
    """Some rows of a long list: of a queryset, or of anything with slices and a count.

    The list is not counted: one row more than a page is read, to see if there is a next page. Only a page past the
    end counts the rows, and shows the last page.
    """

    def __init__(self, found: Any, number: str | None, size: int = SIZE) -> None:
        self.number = (
            int(number) if number and number.isascii() and number.isdigit() and len(number) < 6 else 1
        )
        self.number = min(max(self.number, 1), LAST)
        rows = self._rows(found, size)
        if not rows and self.number > 1:
            many = len(found) if isinstance(found, list) else found.count()
            self.number = max(1, -(-many // size))
            rows = self._rows(found, size)
        self.rows, self.has_next = rows[:size], len(rows) > size

    def _rows(self, found: Any, size: int) -> list[Any]:
        self.before = (self.number - 1) * size
        return list(found[self.before : self.before + size + 1])

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
