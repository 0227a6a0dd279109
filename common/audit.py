"""Who does what and why, for the history that the database writes."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import pghistory
from django.utils.translation import gettext as _
from pghistory import runtime

from common.errors import Invalid

LONGEST_REASON = 500


def checked_reason(reason: str, *, needed: bool = False) -> str:
    """The reason as it is kept. Raises Invalid for one that is too long, or missing where it is needed."""
    reason = reason.strip()
    if needed and not reason:
        raise Invalid({"reason": [_("Say why.")]})
    if len(reason) > LONGEST_REASON:
        raise Invalid({"reason": [_("Say it in %(most)d characters.") % {"most": LONGEST_REASON}]})
    return reason


class Actor(Protocol):
    """A person's account, or the one in whose name a key acts."""

    pk: Any

    def get_username(self) -> str: ...


@contextmanager
def audited(*, by: Actor | None, action: str, reason: str = "") -> Iterator[None]:
    """Every row changed inside carries the person, the action and the reason in its history.

    `by` is None on the command line alone.
    """
    act = {"action": action}
    if by is not None:
        act |= {"user": by.pk, "username": by.get_username()}
    if reason:
        act["reason"] = reason
    with pghistory.context() as request:
        # A request may act several times, and pghistory would tell all of it in the words of the last act.
        runtime._tracker.value = request._replace(id=uuid.uuid4(), metadata=request.metadata | act)  # noqa: SLF001
        try:
            yield
        finally:
            runtime._tracker.value = request  # noqa: SLF001
