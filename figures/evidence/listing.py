"""Evidence page by page: the records of each kind in turn, whichever counted last first.

The ledger knows which records are in a figure, and which are left out of it: walked by its key, it gives a page without
reading much more. Only what is withdrawn or superseded has nothing left there, and is found among the records.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from figures.evidence.marks import GONE, Cursor, Mark, cursor_of, is_ahead
from figures.evidence.walk import gone_records, standing_records
from figures.ledger.instants import Pin, pin_of_snapshot
from figures.question.question import Question
from operations.sharing import Reader


@dataclass(frozen=True)
class PageCursors:
    """The cursors of the page after this one, and of the one before it: empty where there is none."""

    marks: list[Mark]
    next: str
    previous: str


@dataclass(frozen=True)
class EvidencePage:
    """The sections named, in their order: all of them are `sections(...)`.

    Its pages are all of what the first saw of the ledger: the `pin`, which the question has from the second page on.
    """

    question: Question
    reader: Reader
    sections: Sequence[str]
    pin: Pin

    def page(self, size: int, cursor: str = "") -> PageCursors:
        """So many records from the cursor of a page on. Raises ValueError for one that no page has."""
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
            marks = gone_records if reason in GONE else standing_records
            found += marks(self.question, self.reader, reason, key, back, most - len(found))
            if len(found) == most:
                break
        return found


def pinned(question: Question, reader: Reader, cursor: str) -> tuple[Question, Pin]:
    """The question as the first page of its evidence asked it, and what that saw: what is there now, without a cursor.

    Raises ValueError for a cursor that no page has. Ask before anything else inside a snapshot.
    """
    if not cursor:
        return question, pin_of_snapshot(reader)
    pin = cursor_of(cursor).pin
    return question.narrowed(known=pin.last), pin
