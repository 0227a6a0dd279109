"""The persons whom forms offer to name as readers. Anybody else is named by their user name, which one has to know."""

from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When

from agencies.models import User
from operations.models import Operation, Participation

# A longer list of boxes is read by nobody, and is most of a page's weight.
MOST = 30


def nearest_people(reader: User, named_in: Any = None) -> list[User]:
    """Those named in the record, then so many others: first those of the reader's agency."""
    offered = offered_to(reader, named_in)
    nearness = Case(When(agency=reader.agency_id, then=Value(0)), default=Value(1))
    shown = Q(pk__in=offered.order_by(nearness, "username").values("pk")[:MOST])
    if named_in is not None and not named_in._state.adding:
        shown |= Q(pk__in=named_in.readers.values("pk"))
    return list(offered.filter(shown).select_related("agency").order_by("username"))


def offered_to(reader: User, named_in: Any = None) -> QuerySet[User]:
    """Users of the reader's agency, of those that take part in an operation with it, and those named in the record."""
    joined = Operation.objects.joined_by(reader).values("pk")
    agencies = Participation.objects.filter(operation__in=joined, agency__isnull=False).values("agency")
    near = Q(agency__in=agencies) | Q(agency=reader.agency_id, agency__isnull=False)
    if named_in is not None and not named_in._state.adding:
        near |= Q(pk__in=named_in.readers.values("pk"))
    return User.objects.filter(near, is_active=True)
