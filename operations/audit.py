"""Who did what and why, told to the history that the database writes."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pghistory
from pghistory import runtime

from agencies.models import User


@contextmanager
def audited(*, by: User, action: str, reason: str = "") -> Iterator[None]:
    """Every row changed inside carries the person, the action and the reason in its history."""
    act = {"user": by.pk, "username": by.get_username(), "action": action}
    if reason:
        act["reason"] = reason
    with pghistory.context() as request:
        # A request may act several times, and pghistory would tell all of it in the words of the last act.
        runtime._tracker.value = request._replace(id=uuid.uuid4(), metadata=request.metadata | act)  # noqa: SLF001
        try:
            yield
        finally:
            runtime._tracker.value = request  # noqa: SLF001
