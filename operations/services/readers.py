from collections.abc import Iterable

from django.db import transaction

from agencies.models import User
from operations import rules
from operations.audit import audited
from operations.models import Marking, Operation, ReviewedRecord


@transaction.atomic
def name_readers(record: ReviewedRecord | Operation, *, readers: Iterable[User], by: User) -> None:
    """Sets who may read a record while it is TLP:RED. Whoever marks it so is named too, or would lose sight of it."""
    if isinstance(record, Operation):
        rules.may_steer(record, by)
    else:
        rules.may_change(record, by)
    named = {reader.pk for reader in readers}
    if record.marking == Marking.RED:
        named.add(by.pk)
    with audited(by=by, action="readers named"):
        record.readers.set(named)
