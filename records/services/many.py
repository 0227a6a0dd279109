"""Steps of review for many records at once: the same rules, in a number of statements that depends on batches only."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited, checked_reason
from common.db.acts import all_or_nothing
from common.errors import NotAllowed
from operations.models import EDITABLE, RETIRED, State
from records import rules
from records.late import touches_closed_period
from records.levels import asking_for_two
from records.services.review import submit, verify, withdraw

BATCH = 2000
# Of these each looks at others, so they go one by one.
ENTANGLED = Q(amends__isnull=False) | Q(part_of__isnull=False)


@all_or_nothing()
def submit_all(records: QuerySet[Any], *, by: User) -> int:
    """Submits those of the records that are drafts, all or none. Returns how many."""

    def may_submit(batch: list[Any]) -> None:
        for record in batch:
            rules.may_change(record, by)
            rules.can_be_reviewed(record)

    drafts, single = records.filter(state__in=EDITABLE), _single(records)
    moved = sum(1 for record in drafts.filter(single) if submit(record, by=by))
    marks = {"state": State.SUBMITTED, "submitted_at": timezone.now()}
    return moved + _move(drafts.exclude(single), may_submit, marks, by=by)


@all_or_nothing()
def verify_all(records: QuerySet[Any], *, by: User) -> int:
    """Verifies those of the records that await review, all or none. Returns how many."""

    def may_verify(batch: list[Any]) -> None:
        rules.may_decide_all(batch, by)

    _refuse_hidden(records, by)
    # Those with two levels are not many at once: each is looked at, and refused where it is not confirmed.
    single, waiting = _single(records) | _with_two_levels(records), records.filter(state=State.SUBMITTED)
    moved = sum(1 for record in waiting.filter(single) if verify(record, by=by))
    marks = {"state": State.VERIFIED, "verified_by": by, "verified_at": timezone.now()}
    return moved + _move(waiting.exclude(single), may_verify, marks, by=by)


def _single(records: QuerySet[Any]) -> Q:
    """Those that are looked at one by one, and those that come late, which are refused without a reason."""
    return ENTANGLED | Q(touches_closed_period(records.model))


def _refuse_hidden(records: QuerySet[Any], by: User) -> None:
    """Raises NotAllowed if one of the records is hidden from the user: nobody decides on what they may not read."""
    if records.count() != records.visible_to(by).count():  # type: ignore[attr-defined]  # every reviewed record has it
        raise NotAllowed(
            _("Some of these records are not for you to read: somebody who may read them all decides.")
        )


def _with_two_levels(records: QuerySet[Any]) -> Q:
    operations = records.order_by().values_list("operation", flat=True).distinct()
    return Q(operation__in=asking_for_two(operations))


def _move(
    records: QuerySet[Any],
    check: Callable[[list[Any]], None],
    marks: dict[str, Any],
    *,
    by: User,
    reason: str = "",
) -> int:
    moved = 0
    for ids in _batches(records.order_by("pk")):
        # Whoever changed one of them meanwhile is waited for; what it became since is left alone.
        batch = list(records.filter(pk__in=ids).select_for_update(of=("self",), no_key=True).order_by("pk"))
        check(batch)
        with audited(by=by, action=str(marks["state"]), reason=reason):
            standing = records.model._default_manager.filter(pk__in=[record.pk for record in batch])
            moved += standing.update(**{"state_reason": "", **marks}, version=F("version") + 1)
    return moved


def _batches(records: QuerySet[Any]) -> Iterator[list[Any]]:
    ids = iter(list(records.values_list("pk", flat=True)))
    while batch := list(itertools.islice(ids, BATCH)):
        yield batch


@all_or_nothing()
def withdraw_all(records: QuerySet[Any], *, by: User, reason: str) -> int:
    """Withdraws those of the records that stand, all or none, with a reason. Returns how many."""
    reason = checked_reason(reason, needed=True)
    _refuse_hidden(records, by)
    # What it takes out of a closed period is late, and says why.
    late = records.filter(Q(touches_closed_period(records.model)), state=State.VERIFIED)
    moved = sum(1 for record in late if withdraw(record, by=by, reason=reason))

    def may_withdraw(batch: list[Any]) -> None:
        rules.may_decide_all([record for record in batch if record.state == State.VERIFIED], by)
        for record in batch:
            if record.state != State.VERIFIED:
                rules.may_withdraw(record, by)
        _have_no_parts(batch, {State.WITHDRAWN, State.SUPERSEDED})

    marks = {"state": State.WITHDRAWN, "state_reason": reason}
    return moved + _move(records.exclude(state__in=RETIRED), may_withdraw, marks, by=by, reason=reason)


@all_or_nothing()
def discard_all(records: QuerySet[Any], *, by: User, reason: str = "") -> int:
    """Deletes those of the records that are drafts and were never submitted, all or none. Returns how many."""
    reason = checked_reason(reason)
    drafts = records.filter(state=State.DRAFT, submitted_at__isnull=True)
    _refuse_hidden(drafts, by)
    deleted = 0
    for ids in _batches(drafts.order_by("pk")):
        batch = list(drafts.filter(pk__in=ids).select_for_update(of=("self",), no_key=True).order_by("pk"))
        for record in batch:
            rules.may_change(record, by)
        _have_no_parts(batch, set())
        with audited(by=by, action="discarded", reason=reason):
            records.model._default_manager.filter(pk__in=[record.pk for record in batch]).delete()
        deleted += len(batch)
    return deleted


def _have_no_parts(batch: list[Any], left_out: set[str]) -> None:
    """Raises Refused if a record has parts, other than those in the same batch and in these states."""
    if not batch:
        return
    parts = type(batch[0])._default_manager.filter(part_of__in=[record.pk for record in batch])
    if part := parts.exclude(state__in=left_out).select_related("part_of").first():
        rules.has_no_parts(part.part_of, parts)
