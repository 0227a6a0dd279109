"""Places in a listing of evidence, and how they stand in an address."""

import datetime
from typing import Any, NamedTuple
from uuid import UUID

from figures.evidence.facts import Reason
from figures.ledger.instants import Pin
from operations.models import State

# What the ledger has nothing left of.
GONE = {Reason.DUPLICATE: State.SUPERSEDED, Reason.WITHDRAWN: State.WITHDRAWN}
IN = ""
ORDER = [IN, *Reason.values]
EPOCH, MICROSECOND = datetime.datetime.fromtimestamp(0, datetime.UTC), datetime.timedelta.resolution


class Mark(NamedTuple):
    """A place in the listing: a record, under the reason for which it is left out; IN where it is not."""

    reason: str
    key: Any
    record_id: UUID | None = None


class Cursor(NamedTuple):
    """Where a page begins, forwards or `back` from a place, and what the first page saw of the ledger."""

    mark: Mark
    pin: Pin
    back: bool = False

    def __str__(self) -> str:
        """As it stands in an address: `unverified.812.4711.1796000000000000`."""
        reason, (at, last) = self.mark.reason or "in", self.pin
        return f"{'-' * self.back}{reason}.{self.mark.key}.{last}.{(at - EPOCH) // MICROSECOND}"


def cursor_of(text: str) -> Cursor:
    """Raises ValueError for what no page has given."""
    name, key, last, at = text.removeprefix("-").split(".")
    reason = IN if name == "in" else Reason(name).value
    mark = Mark(reason, UUID(key) if reason in GONE else _number(key))
    return Cursor(mark, Pin(_instant(_number(at)), _number(last)), back=text.startswith("-"))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < 2**63):
        raise ValueError(text)
    return int(text)


def _instant(microseconds: int) -> datetime.datetime:
    try:
        return EPOCH + microseconds * MICROSECOND
    except OverflowError as error:
        raise ValueError(microseconds) from error


def is_ahead(reason: str, start: Mark, back: bool) -> bool:
    """By the order of all, for the section that a page began in may have become empty since."""
    there, here = ORDER.index(reason), ORDER.index(start.reason)
    return there <= here if back else there >= here
