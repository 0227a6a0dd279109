from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited
from common.db.acts import all_or_nothing, locked
from common.errors import Invalid
from common.outbox import announce
from operations.models import Assignment, ReviewedRecord
from records.assigning import may_assign, may_be_assigned


@all_or_nothing()
def assign(
    record: ReviewedRecord, *, by: User, to: User | None, version: int | None = None
) -> ReviewedRecord:
    """Assigns a submitted record to who is to review it, or to nobody. Others may still decide on it.

    The record keeps its version: whoever is reading it has read what it says. Raises Refused, NotAllowed or Invalid.
    """
    record = locked(record, version)
    may_assign(record, by)
    standing = Assignment.objects.filter(record=record.pk).first()
    if to is not None and not may_be_assigned(record, to):
        raise _no_reviewer(record)
    if (standing.reviewer_id if standing else None) == (to.pk if to else None):
        return record
    with audited(by=by, action="assigned" if to else "unassigned"):
        if to is None:
            standing.delete()  # type: ignore[union-attr]  # it is not what `to` is
        else:
            made = standing or Assignment(record=record.pk)
            made.reviewer, made.assigned_by = to, by
            made.save()
            announce("assigned", record, by=by, to=to.pk)
    return record


@all_or_nothing()
def assign_named(
    record: ReviewedRecord, *, by: User, name: str | None, version: int | None = None
) -> ReviewedRecord:
    """As `assign`, to the person with the user name."""
    if name is None:
        return assign(record, by=by, to=None, version=version)
    may_assign(record, by)
    to = User.objects.filter(username=name).first()
    if to is None:
        raise _no_reviewer(record)
    return assign(record, by=by, to=to, version=version)


def _no_reviewer(record: ReviewedRecord) -> Invalid:
    # One sentence for who may not and for who is not there: it does not say who has an account.
    return Invalid({"reviewer": [_("No such person can review %(record)s.") % {"record": record}]})
