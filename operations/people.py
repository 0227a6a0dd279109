"""The persons whom forms offer to name as readers. Anybody else is named by their user name, which one has to know."""

from typing import Any

from django.db.models import Q, QuerySet

from agencies.models import User
from operations.models import Operation, Participation


def offered_to(reader: User, named_in: Any = None) -> QuerySet[User]:
    """Users of the reader's agency, of those that take part in an operation with it, and those named in the record."""
    joined = Operation.objects.joined_by(reader).values("pk")
    agencies = Participation.objects.filter(operation__in=joined, agency__isnull=False).values("agency")
    near = Q(agency__in=agencies) | Q(agency=reader.agency_id, agency__isnull=False)
    if named_in is not None and not named_in._state.adding:
        near |= Q(pk__in=named_in.readers.values("pk"))
    return User.objects.filter(near, is_active=True)
