"""Who did what and why, told to the history that the database writes."""

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory

from agencies.models import User


@contextmanager
def audited(*, by: User, action: str, reason: str = "") -> Iterator[None]:
    """Every row changed inside carries the person, the action and the reason in its history."""
    context = {"user": by.pk, "username": by.get_username(), "action": action}
    if reason:
        context["reason"] = reason
    with pghistory.context(**context):
        yield
