"""Who may read what: the one place that turns a marking into a condition."""

from typing import Any, Protocol

from django.db.models import Q, QuerySet

from operations.models.marking import OPEN, Marking


class Reader(Protocol):
    """A signed-in person, or a key: a key has an agency but is no named person."""

    @property
    def agency_id(self) -> int | None: ...
    @property
    def user_id(self) -> int | None: ...


def marking_allows(
    reader: Reader, *, operations: "QuerySet[Any, Any]", field: str, named: "QuerySet[Any, Any]"
) -> Q:
    """What the reader may read by marking alone.

    `operations` are those that the reader's agency takes part in, `field` leads from the record to its
    operation, and `named` are the ids of records in which the reader is named.
    """
    allowed = Q(marking__in=OPEN)
    if reader.agency_id is not None:
        ours = Q(owner=reader.agency_id)
        allowed |= Q(ours | Q(**{f"{field}__in": operations}), marking=Marking.AMBER)
        allowed |= Q(ours, marking=Marking.AMBER_STRICT)
    if reader.user_id is not None:
        allowed |= Q(pk__in=named, marking=Marking.RED)
    return allowed
