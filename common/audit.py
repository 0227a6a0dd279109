"""Who does what and why, for the history that the database writes."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import pghistory
from pghistory import runtime


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
