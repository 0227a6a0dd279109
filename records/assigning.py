"""Rules on whom a record waits for, and since when it waits too long."""

import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Role, User
from common.errors import NotAllowed, Refused
from operations.models import Assignment, Operation, ReviewedRecord, State
from operations.people import offered_to


def may_assign(record: ReviewedRecord, by: User) -> None:
    """Rule for assigning: supervisors of the recording agency and of those that steer the operation, authors too.

    An author does not review the record, and hands it to somebody who does.
    """
    if record.state != State.SUBMITTED:
        raise Refused(_("%(record)s does not wait for review.") % {"record": record})
    if not by.verifies or not _to_review(record, by).exists():
        raise NotAllowed(_("Only supervisors who see this record in their queue assign it."))


def may_be_assigned(record: ReviewedRecord, to: User) -> bool:
    """Whether the person can take the next step of the review of the record."""
    if not to.is_active or not to.verifies:
        return False
    return type(record).objects.decidable_by(to).filter(pk=record.pk).exists()


def reviewers_offered_to(by: User, record: ReviewedRecord | None = None) -> list[User]:
    """The supervisors whom a form offers to the user; with a record, only those who may decide on it."""
    people: QuerySet[User] = offered_to(by).filter(role=Role.SUPERVISOR, key=None)
    found = list(people.select_related("agency").order_by("agency__code", "username"))
    return [each for each in found if may_be_assigned(record, each)] if record else found


def assignments_of(records: Any) -> dict[Any, Assignment]:
    """The assignments of the records, by the id of the record."""
    of = Assignment.objects.filter(record__in=[record.pk for record in records])
    return {each.record: each for each in of.select_related("reviewer")}


def too_long_since() -> datetime.datetime:
    """The instant before which a record was submitted that waits too long by now."""
    return timezone.now() - datetime.timedelta(days=settings.REVIEW_ESCALATES_AFTER_DAYS)


def waits_too_long(record: ReviewedRecord) -> bool:
    if record.state != State.SUBMITTED or record.submitted_at is None:
        return False
    return record.submitted_at < too_long_since()


def escalated_to(record: ReviewedRecord) -> list[User]:
    """The persons who hear of a record that waits too long: all who may take its next step, and its assigned one.

    Those are the supervisors of the recording agency and of the agencies that lead or coordinate its operation.
    """
    agencies = {record.owner_id}
    if record.operation is not None:
        agencies |= {record.operation.owner_id, *steering_agencies(record.operation)}
    people = User.objects.filter(agency__in=agencies, role=Role.SUPERVISOR, is_active=True, key=None)
    return [each for each in people if may_be_assigned(record, each)]


def steering_agencies(operation: Operation) -> list[int]:
    """The ids of the agencies that lead or coordinate the operation."""
    steering: Any = operation.participations.steering()
    return [pk for pk in steering.values_list("agency", flat=True) if pk]


def _to_review(record: ReviewedRecord, by: User) -> QuerySet[Any]:
    return type(record).objects.to_review(by).filter(pk=record.pk)
