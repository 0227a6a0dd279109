"""Evidence page by page: section by section, and in each the records that were posted last first.

The ledger has the records that are in a figure, or left out of it, in the order of its primary key, so a page reads
few other rows. Only withdrawn and superseded records have no postings left, and are read from their own tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from figures.evidence.marks import WITHOUT_POSTINGS, Cursor, Mark, cursor_of, is_ahead
from figures.evidence.walk import missing_records, posted_records
from figures.ledger.instants import Pin, pin_of_snapshot
from figures.question.question import Question
from operations.sharing import Reader


@dataclass(frozen=True)
class PageCursors:
    """The marks of a page, and the cursors of the pages after and before it; empty where there is none."""

    marks: list[Mark]
    next: str
    previous: str


@dataclass(frozen=True)
class EvidencePage:
    """The sections to list, in their order; `sections(...)` gives all.

    Every page shows the ledger as the first page saw it: as of `pin`, which the question has from the second page on.
    """

    question: Question
    reader: Reader
    sections: Sequence[str]
    pin: Pin

    def page(self, size: int, cursor: str = "") -> PageCursors:
        """Up to `size` records from a cursor on. Raises ValueError for a cursor that no page has given."""
        start, back = None, False
        if cursor:
            start, _pin, back = cursor_of(cursor)
        found = self._walk(size + 1, start, back)
        marks, more = found[:size], len(found) > size
        if back:
            marks.reverse()
        after, before = (True, more) if back else (more, start is not None)
        return PageCursors(
            marks,
            next=str(Cursor(marks[-1], self.pin)) if marks and after else "",
            previous=str(Cursor(marks[0], self.pin, back=True)) if marks and before else "",
        )

    def _walk(self, most: int, start: Mark | None, back: bool) -> list[Mark]:
        ahead = [reason for reason in self.sections if not start or is_ahead(reason, start, back)]
        found: list[Mark] = []
        for reason in ahead[::-1] if back else ahead:
            key = start.key if start and start.reason == reason else None
            marks = missing_records if reason in WITHOUT_POSTINGS else posted_records
            found += marks(self.question, self.reader, reason, key, back, most - len(found))
            if len(found) == most:
                break
        return found


def pinned(question: Question, reader: Reader, cursor: str) -> tuple[Question, Pin]:
    """The question as of the cursor's pin, and that pin; without a cursor, as of now.

    Raises ValueError for a cursor that no page has given. Call it first in a snapshot.
    """
    if not cursor:
        return question, pin_of_snapshot(reader)
    pin = cursor_of(cursor).pin
    return question.narrowed(last_posting=pin.last), pin
