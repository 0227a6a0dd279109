"""The person, action and reason of each change, for the history that pghistory's triggers write."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import pghistory
from django.db import connection, models, transaction
from django.utils.translation import gettext as _
from pghistory import runtime

from common.db.seen import Seen
from common.errors import Findings, Invalid

LONGEST_REASON = 500

# What is done after what was audited is committed; a floor above adds to it when the application starts.
AFTER_COMMIT: list[Callable[[], None]] = []
# The same, after an announcement (common/outbox.py).
AFTER_ANNOUNCEMENT: list[Callable[[], None]] = []


def checked_reason(reason: str, *, needed: bool = False) -> str:
    """The reason without blanks around it. Raises Invalid if it is too long, or empty where it is `needed`."""
    reason = reason.strip()
    if needed and not reason:
        raise Invalid({"reason": [_("Say why.")]})
    if len(reason) > LONGEST_REASON:
        raise Invalid({"reason": [_("Say it in %(most)d characters.") % {"most": LONGEST_REASON}]})
    return reason


class Actor(Protocol):
    """The account that acts: a person's, or that of a key."""

    pk: Any

    def get_username(self) -> str: ...


@contextmanager
def audited(*, by: Actor | None, action: str, reason: str = "") -> Iterator[None]:
    """Stores the person, the action and the reason in the history of every row that is changed inside.

    `by` is None only for commands.
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
    # Once a transaction, however many acts it has; one that is taken back takes its entry along.
    if _after_commit not in (queued[1] for queued in connection.run_on_commit):
        transaction.on_commit(_after_commit, robust=True)


@contextmanager
def audited_row(row: models.Model, *, by: Actor, seen: Seen | None = None) -> Iterator[None]:
    """The audited change of a row of reference data, saved inside. `seen` is what the editor read.

    Raises Outdated or Invalid before it begins.
    """
    if seen:
        seen.check(row)
    findings = Findings()
    with findings.at():
        row.full_clean()
    findings.raise_if_any()
    with audited(by=by, action="entered" if row._state.adding else "edited"):
        yield


def _after_commit() -> None:
    for follow_up in AFTER_COMMIT:
        follow_up()
