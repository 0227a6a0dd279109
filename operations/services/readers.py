from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction

from agencies.models import User
from operations import rules
from operations.audit import audited
from operations.models import Marking

Rule = Callable[[Any, User], None]


@transaction.atomic
def name_readers(record: Any, *, readers: Iterable[User], by: User, rule: Rule = rules.may_steer) -> None:
    """Sets who may read an operation or a record while it is TLP:RED; `rule` refuses whoever may not change it.

    Whoever marks it so is named too, or would lose sight of it.
    """
    rule(record, by)
    named = {reader.pk for reader in readers}
    if record.marking == Marking.RED:
        named.add(by.pk)
    with audited(by=by, action="readers named"):
        record.readers.set(named)
