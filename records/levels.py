"""Two levels of review: the recording agency confirms, then an agency that coordinates the operation verifies.

A record has two levels if its operation's plan asks for them, or that of the umbrella for which it counts, too.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from agencies.holders import accounts_of
from agencies.models import User
from common.errors import NotAllowed, Refused
from operations.models import Operation, Plan, ReviewedRecord
from operations.rules import steers
from records import rules


def asking_for_two(operation_ids: Iterable[Any]) -> set[Any]:
    """The operations, of those given, whose records have two levels of review."""
    wanted = {pk for pk in operation_ids if pk is not None}
    if not wanted:
        return set()
    two = Plan.objects.filter(review_levels=2).values("operation")
    found = Operation.objects.filter(pk__in=wanted)
    rows = found.filter(pk__in=two).values("pk").union(found.filter(parent__in=two).values("pk"))
    return {row["pk"] for row in rows}


def has_two(record: ReviewedRecord) -> bool:
    return bool(asking_for_two([record.operation_id]))


def may_confirm(record: ReviewedRecord, by: User) -> None:
    """Confirm: a supervisor of the recording agency who wrote no part of the record, at the first of two levels."""
    if not has_two(record):
        raise Refused(_("%(record)s has one level of review: verify it.") % {"record": record})
    if record.confirmed_by_id is not None:
        raise Refused(_("%(record)s is confirmed already.") % {"record": record})
    if record.owner_id != by.agency_id:
        raise NotAllowed(
            _("%(record)s is confirmed by %(owner)s, which recorded it.")
            % {"record": record, "owner": record.owner}
        )
    rules.may_decide(record, by)


def may_verify(record: ReviewedRecord, by: User) -> None:
    """Verify: as `may_decide`; at the second of two levels for an agency that steers, and not by who confirmed."""
    rules.may_decide(record, by)
    if not has_two(record):
        return
    if record.confirmed_by_id is None:
        raise Refused(
            _("%(record)s must be confirmed by a supervisor of %(owner)s first.")
            % {"record": record, "owner": record.owner}
        )
    if record.operation is None or not steers(record.operation, by):
        raise NotAllowed(
            _("%(record)s is verified by an agency that leads or coordinates its operation.")
            % {"record": record}
        )
    if record.confirmed_by_id in accounts_of(by):
        raise NotAllowed(_("You confirmed this record: another person must verify it."))
