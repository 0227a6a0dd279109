from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import User
from common.errors import Invalid
from operations.models import Marking
from operations.rules import key_of


def readers_of(record: Any, readers: Iterable[User] | None, *, by: User) -> set[int] | None:
    """The ids of the users to name as readers of an operation or a record; None leaves them unchanged.

    The user who marks a record TLP:RED is added, so as not to lose sight of it. Raises Invalid for the account of a
    key.
    """
    named = None if readers is None else {reader.pk for reader in readers}
    if record.marking != Marking.RED:
        return named
    if key_of(by):
        raise Invalid({"marking": [_("Only named persons read TLP:RED, and a key is none.")]})
    if named is None:
        named = set() if record._state.adding else set(record.readers.values_list("pk", flat=True))
    return named | {by.pk}


def set_readers(record: Any, readers: set[int] | None) -> bool:
    """Names the readers; returns whether that was a change."""
    if readers is None or readers == set(record.readers.values_list("pk", flat=True)):
        return False
    record.readers.set(readers)
    return True
