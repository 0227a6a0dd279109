"""Places in a listing of evidence, and their text in an address."""

import datetime
from typing import Any, NamedTuple
from uuid import UUID

from common.opaque import decode_number, encode_number
from figures.evidence.facts import Reason
from figures.ledger.snapshot import Pin
from operations.models import State

# What the ledger has nothing left of.
WITHOUT_POSTINGS = {Reason.DUPLICATE: State.SUPERSEDED, Reason.WITHDRAWN: State.WITHDRAWN}
IN = ""
ORDER = [IN, *Reason.values]
EPOCH, MICROSECOND = datetime.datetime.fromtimestamp(0, datetime.UTC), datetime.timedelta.resolution


class Mark(NamedTuple):
    """A place in the listing: a record, under the reason for leaving it out, or IN."""

    reason: str
    key: Any
    record_id: UUID | None = None


class Cursor(NamedTuple):
    """The start of a page: a mark, forwards or `back`, and the state of the ledger for the first page."""

    mark: Mark
    pin: Pin
    back: bool = False

    def __str__(self) -> str:
        """The cursor as text: `unverified.`, two encoded numbers of postings, and the instant."""
        reason, (at, last) = self.mark.reason or "in", self.pin
        key = self.mark.key if reason in WITHOUT_POSTINGS else encode_number(self.mark.key)
        return f"{'-' * self.back}{reason}.{key}.{encode_number(last)}.{(at - EPOCH) // MICROSECOND}"


def cursor_of(text: str) -> Cursor:
    """The cursor with that text. Raises ValueError if no page has given it."""
    name, key, last, at = text.removeprefix("-").split(".")
    reason = IN if name == "in" else Reason(name).value
    mark = Mark(reason, UUID(key) if reason in WITHOUT_POSTINGS else decode_number(key))
    return Cursor(mark, Pin(_instant(at), decode_number(last)), back=text.startswith("-"))


def _instant(text: str) -> datetime.datetime:
    if not (text.isascii() and text.isdigit() and int(text) < 2**63):
        raise ValueError(text)
    try:
        return EPOCH + int(text) * MICROSECOND
    except OverflowError as error:
        raise ValueError(text) from error


def is_ahead(reason: str, start: Mark, back: bool) -> bool:
    """Whether the section lies in the direction of the page, by the order of all sections.

    The section in which the page starts may be empty by now.
    """
    there, here = ORDER.index(reason), ORDER.index(start.reason)
    return there <= here if back else there >= here
