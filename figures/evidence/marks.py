"""Places in a listing of evidence, and how they stand in an address."""

from typing import Any, NamedTuple
from uuid import UUID

from common.opaque import number_of, opaque
from figures.evidence.facts import Reason
from operations.models import State

# What the ledger has nothing left of.
GONE = {Reason.DUPLICATE: State.SUPERSEDED, Reason.WITHDRAWN: State.WITHDRAWN}
IN = ""
ORDER = [IN, *Reason.values]


class Mark(NamedTuple):
    """A place in the listing: a record, under the reason for which it is left out; IN where it is not."""

    reason: str
    key: Any
    record_id: UUID | None = None


def cursor_of(mark: Mark) -> str:
    """The place as it stands in an address: `unverified.` and a number that says nothing."""
    return f"{mark.reason or 'in'}.{mark.key if mark.reason in GONE else opaque(mark.key)}"


def mark_of(text: str) -> Mark:
    """Raises ValueError for what `cursor_of` did not write."""
    name, _dot, key = text.partition(".")
    reason = IN if name == "in" else Reason(name).value
    if reason in GONE:
        return Mark(reason, UUID(key))
    return Mark(reason, number_of(key))


def is_ahead(reason: str, start: Mark, back: bool) -> bool:
    """By the order of all, for the section that a page began in may have become empty since."""
    there, here = ORDER.index(reason), ORDER.index(start.reason)
    return there <= here if back else there >= here
