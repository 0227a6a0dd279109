"""Responses for failures of the database: when the client should try again, and why."""

from typing import NamedTuple

from django.db import OperationalError
from django.utils.translation import gettext as _

# PostgreSQL's codes for two changes that got in each other's way: a deadlock, a serialisation failure, a lock.
COLLISIONS = {"40P01", "40001", "55P03"}
CANCELLED = "57014"


class Unavailable(NamedTuple):
    """A code, a sentence, and the seconds to wait before the request is sent again."""

    code: str
    sentence: str
    wait: int


def explain_unavailable(error: OperationalError) -> Unavailable:
    state = getattr(error.__cause__, "sqlstate", None)
    if state in COLLISIONS:
        sentence = _(
            "This and another change got in each other's way, and this one was undone. Send it again."
        )
        return Unavailable("collision", sentence, 1)
    if state == CANCELLED:
        return Unavailable("cancelled", _("This took the database too long. Ask for less, or later."), 10)
    return Unavailable("unavailable", _("The database cannot be reached just now: try again."), 5)
