"""Evidence page by page: the records of each kind in turn, whichever counted last first.

The ledger knows which records are in a figure, and which are left out of it: walked by its key, it gives a page without
reading much more. Only what is withdrawn or superseded has nothing left there, and is found among the records.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from figures.evidence.marks import GONE, Mark, cursor_of, is_ahead, mark_of
from figures.evidence.walk import gone_records, standing_records
from figures.question.question import Question
from operations.sharing import Reader


@dataclass(frozen=True)
class Page:
    """Where the page after this one starts, and the one before it: empty where there is none."""

    marks: list[Mark]
    next: str
    previous: str


@dataclass(frozen=True)
class Listing:
    """The sections named, in their order: all of them are `sections(...)`."""

    question: Question
    reader: Reader
    sections: Sequence[str]

    def page(self, size: int, cursor: str = "") -> Page:
        """So many records from the cursor of a page on. Raises ValueError for one that no page has."""
        back = cursor.startswith("-")
        start = mark_of(cursor.removeprefix("-")) if cursor else None
        found = self._walk(size + 1, start, back)
        marks, more = found[:size], len(found) > size
        if back:
            marks.reverse()
        after, before = (True, more) if back else (more, start is not None)
        return Page(
            marks,
            next=cursor_of(marks[-1]) if marks and after else "",
            previous=f"-{cursor_of(marks[0])}" if marks and before else "",
        )

    def _walk(self, most: int, start: Mark | None, back: bool) -> list[Mark]:
        ahead = [reason for reason in self.sections if not start or is_ahead(reason, start, back)]
        found: list[Mark] = []
        for reason in ahead[::-1] if back else ahead:
            key = start.key if start and start.reason == reason else None
            marks = gone_records if reason in GONE else standing_records
            found += marks(self.question, self.reader, reason, key, back, most - len(found))
            if len(found) == most:
                break
        return found
