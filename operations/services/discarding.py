"""Deletes operations and claims that were recorded by mistake, as long as nobody has used or changed them since."""

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from agencies.models import User
from common.audit import audited, checked_reason
from common.db.acts import all_or_nothing
from operations import rules
from operations.models import Claim, Operation


@all_or_nothing()
def discard_operations(
    operations: QuerySet[Operation], *, own: set[str], since: datetime.datetime, by: User, reason: str
) -> int:
    """Deletes those to which nothing was recorded, and that nobody changed after `since`. Returns how many.

    `own` are the relations of rows that go with an operation.
    """
    return _discard(_unused(operations, own | {"participations"}), since=since, by=by, reason=reason)


@all_or_nothing()
def discard_claims(
    claims: QuerySet[Claim], *, own: set[str], since: datetime.datetime, by: User, reason: str
) -> int:
    """Deletes those of which no other claim is a part, and that nobody changed after `since`. Returns how many."""
    return _discard(_unused(claims, own), since=since, by=by, reason=reason)


def _discard(rows: QuerySet[Any], *, since: datetime.datetime, by: User, reason: str) -> int:
    reason = checked_reason(reason, needed=True)
    unchanged = rows.filter(changed_at__lte=since).values("pk")
    found = list(rows.model.objects.filter(pk__in=unchanged).select_for_update(of=("self",)))
    for row in found:
        rules.may_steer(getattr(row, "operation", row), by)
    with audited(by=by, action="discarded", reason=reason):
        return sum(map(_is_deleted, found))


def _is_deleted(row: Any) -> bool:
    """Deletes the row, unless it stands in the ledger, where nothing is deleted (decision 22)."""
    try:
        with transaction.atomic():
            row.delete()
    except IntegrityError:
        return False
    return True


def _unused(rows: QuerySet[Any], own: set[str]) -> QuerySet[Any]:
    """The rows to which nothing leads but what is their own."""
    for relation in rows.model._meta.related_objects:
        # The history has no constraint: it stays.
        if relation.field.db_constraint and relation.get_accessor_name() not in own:
            leading = relation.related_model._base_manager.filter(  # noqa: SLF001 -- hidden rows lead to it, too
                **{relation.field.name: OuterRef("pk")}
            )
            rows = rows.filter(~Exists(leading))
    return rows
