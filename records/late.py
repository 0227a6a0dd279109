"""Late results: what changes in a period after it was closed, and why."""

import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from common.audit import checked_reason
from common.errors import Refused
from common.text.dates import day_in_words
from operations.models import Closing, Operation, ReviewedRecord

_within = Q(operation=OuterRef("operation")) | Q(operation__phases=OuterRef("operation"))
_of_all = Q(operation__isnull=True, agency=OuterRef("owner"))


def touches_closed_period(model: type[ReviewedRecord]) -> Exists:
    """The condition that a record of the model, in a query, touches a period which stands closed: see `closings_of`."""
    meta: Any = model._meta
    credits = meta.get_field("credits")
    of_it: Any = {credits.remote_field.name: OuterRef(OuterRef("pk")), "operation__isnull": False}
    credited = credits.related_model._default_manager.filter(**of_it).values("operation")
    return Exists(
        Closing.objects.standing().filter(
            _within | _of_all | Q(operation__in=credited) | Q(operation__phases__in=credited),
            date_from__lte=OuterRef("date_to"),
            date_to__gte=OuterRef("date_from"),
        )
    )


def closings_of(record: ReviewedRecord, since: datetime.datetime | None = None) -> Any:
    """The closings that stand of periods that the record touches; with `since`, only those made after that instant.

    A record of which no day is known touches none.
    """
    if record.date_from is None or record.date_to is None:
        return Closing.objects.none()
    credited = record.credit_rows.order_by().values("operation")
    counted = Operation.objects.filter(
        Q(pk=record.operation_id)
        | Q(phases=record.operation_id)
        | Q(pk__in=credited)
        | Q(phases__in=credited)
    )
    found = Closing.objects.standing().filter(
        Q(operation__isnull=True, agency=record.owner_id) | Q(operation__in=counted.values("pk")),
        date_from__lte=record.date_to,
        date_to__gte=record.date_from,
    )
    return found.filter(closed_at__gt=since) if since else found


def late_reason(record: ReviewedRecord, reason: str, since: datetime.datetime | None = None) -> str:
    """The reason why the record comes late; empty if it does not. Raises Refused if one is needed and none is given.

    An amendment that touches the period before or after it is late, too; the reason that it was opened for is its.
    """
    reason = checked_reason(reason)
    touched = closings_of(record, since).first()
    if touched is None and record.amends is not None:
        touched = closings_of(record.amends, since).first()
    if touched is None:
        return record.late_reason
    if not (reason or record.late_reason):
        words = {"period": touched.date, "day": day_in_words(touched.closed_at.date())}
        raise Refused(_("The period %(period)s was closed on %(day)s. Say why this comes late.") % words)
    return reason or record.late_reason


def needs_reason(record: ReviewedRecord, since: datetime.datetime | None = None) -> bool:
    """Whether the record comes late, and nobody has said why."""
    try:
        late_reason(record, "", since)
    except Refused:
        return True
    return False
