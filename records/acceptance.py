"""Acceptance of results: nobody changes another agency's totals alone."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import User
from common.errors import NotAllowed
from operations.models import RETIRED, Acceptance, Operation, ReviewedRecord, State
from operations.rules import steers
from records.surroundings import Surroundings


def named_rows(record: ReviewedRecord) -> Iterator[tuple[Any, int | None, Any]]:
    """The record for the agency whose result it is, and each credit; each with the agency or operation named."""
    if record.named_agency_id not in (None, record.owner_id):
        yield record, record.named_agency_id, None
    for credit in record.credit_rows:
        yield credit, credit.agency_id, credit.operation_id


def is_open(record: ReviewedRecord) -> bool:
    """Whether others may accept or object: the record is no draft, and neither withdrawn nor superseded."""
    return record.state not in (State.DRAFT, *RETIRED)


def to_accept(record: ReviewedRecord, by: User) -> list[Any]:
    """The rows that this user may accept: a supervisor of the agency named, or of the lead of the operation named.

    What an agency has objected to, only that agency accepts.
    """
    rows = [each for each in named_rows(record) if each[0].acceptance != Acceptance.ACCEPTED]
    if not rows or not by.verifies:
        return []
    leads = record.operation is not None and steers(record.operation, by)
    steered = _steered({operation for _row, _agency, operation in rows} - {None}, by)
    return [
        row
        for row, agency, operation in rows
        if (operation in steered if operation else agency == by.agency_id)
        or (agency and leads and row.acceptance == Acceptance.PENDING)
    ]


def to_object(record: ReviewedRecord, by: User) -> list[Any]:
    """The rows that put a result into the totals of the user's agency, or of an operation that it steers."""
    if not by.verifies:
        return []
    rows = [each for each in named_rows(record) if each[0].acceptance != Acceptance.OBJECTED]
    steered = _steered({operation for _row, _agency, operation in rows} - {None}, by)
    own = None if record.owner_id == by.agency_id else by.agency_id
    return [
        row
        for row, agency, operation in rows
        if (operation in steered if operation else agency is not None and agency == own)
    ]


def may_accept(record: ReviewedRecord, by: User) -> None:
    if not to_accept(record, by):
        raise NotAllowed(_("Nothing in %(record)s waits for your acceptance.") % {"record": record})


def may_object(record: ReviewedRecord, by: User) -> None:
    if not to_object(record, by):
        raise NotAllowed(_("Nothing in %(record)s is in totals of yours.") % {"record": record})


def reset_acceptance(record: ReviewedRecord, *, by: User) -> None:
    """Resets the answers of others, except where the result counts at once: the record has changed since.

    The record itself is not saved.
    """
    accepted = [each for each in named_rows(record) if each[0].acceptance == Acceptance.ACCEPTED]
    if not accepted:
        return
    around = Surroundings([record], by=by)
    named = {operation for _row, _agency, operation in accepted}
    around.look_up_operations({record.operation_id, *named} - {None})
    for row, agency, operation in accepted:
        row.acceptance = around.acceptance_of(agency, operation, record.operation_id)
        if row is not record and row.acceptance != Acceptance.ACCEPTED:
            row.save(update_fields=["acceptance"])


def _steered(operations: set[Any], by: User) -> set[Any]:
    if not operations:
        return set()
    return set(Operation.objects.steered_by(by).filter(pk__in=operations).values_list("pk", flat=True))
