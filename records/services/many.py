"""Steps of review for many records at once, by the rules for one, in a number of statements that grows with batches."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from agencies.models import User
from common.audit import audited
from common.db.acts import all_or_nothing
from operations.models import EDITABLE, State
from records import rules
from records.services.review import submit, verify

BATCH = 2000
# Of these each looks at others, so they go one by one.
ENTANGLED = Q(amends__isnull=False) | Q(part_of__isnull=False)


@all_or_nothing()
def submit_all(records: QuerySet[Any], *, by: User) -> int:
    """Hands over those of the records that are drafts, all or none. Returns how many."""

    def may_submit(batch: list[Any]) -> None:
        for record in batch:
            rules.may_change(record, by)
            rules.can_be_reviewed(record)

    drafts = records.filter(state__in=EDITABLE)
    moved = sum(1 for record in drafts.filter(ENTANGLED) if submit(record, by=by))
    marks = {"state": State.SUBMITTED, "submitted_at": timezone.now()}
    return moved + _move(drafts, may_submit, marks, by=by)


@all_or_nothing()
def verify_all(records: QuerySet[Any], *, by: User) -> int:
    """Makes those of the records count that await review, all or none: for another person than their authors."""

    def may_verify(batch: list[Any]) -> None:
        rules.may_decide_all(batch, by)

    waiting = records.filter(state=State.SUBMITTED)
    moved = sum(1 for record in waiting.filter(ENTANGLED) if verify(record, by=by))
    marks = {"state": State.VERIFIED, "verified_by": by, "verified_at": timezone.now()}
    return moved + _move(waiting, may_verify, marks, by=by)


def _move(
    records: QuerySet[Any], check: Callable[[list[Any]], None], marks: dict[str, Any], *, by: User
) -> int:
    moved = 0
    for ids in _batches(records.exclude(ENTANGLED).order_by("pk")):
        # Whoever changed one of them meanwhile is waited for; what it became since is left alone.
        batch = list(records.filter(pk__in=ids).select_for_update(of=("self",), no_key=True).order_by("pk"))
        check(batch)
        with audited(by=by, action=str(marks["state"])):
            standing = records.model._default_manager.filter(pk__in=[record.pk for record in batch])
            moved += standing.update(**marks, state_reason="", version=F("version") + 1)
    return moved


def _batches(records: QuerySet[Any]) -> Iterator[list[Any]]:
    ids = iter(list(records.values_list("pk", flat=True)))
    while batch := list(itertools.islice(ids, BATCH)):
        yield batch
