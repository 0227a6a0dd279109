from collections.abc import Iterable, Sequence
from typing import Any

from agencies.models import User
from common.errors import Invalid
from operations.models import Outcome, OutcomeAttachment, OutcomeCredit, OutcomePersons, OutcomeSource
from outcomes.drafts import OutcomeDraft
from records.drafts import twin_of
from records.services import amendments, drafts


def record_outcome(
    outcome: Outcome,
    *,
    credits: Sequence[OutcomeCredit] = (),
    sources: Sequence[OutcomeSource] | None = None,
    persons: Sequence[OutcomePersons] | None = None,
    readers: Iterable[User] | None = None,
    by: User,
    reason: str = "",
) -> Outcome:
    """Records an outcome as a draft of the author's agency. Raises Invalid with all errors."""
    return drafts.record_draft(
        OutcomeDraft(outcome, readers, credits, sources=sources, persons=persons), by=by, reason=reason
    )


def record_outcomes(entered: Sequence[OutcomeDraft], *, by: User, reason: str = "") -> list[Outcome]:
    """Records many outcomes, all or none, in a number of statements that does not depend on theirs."""
    return drafts.record_drafts(entered, by=by, reason=reason)


def check_outcome(
    outcome: Outcome,
    *,
    credits: Sequence[OutcomeCredit] | None = (),
    sources: Sequence[OutcomeSource] | None = None,
    persons: Sequence[OutcomePersons] | None = None,
    readers: Iterable[User] | None = None,
    by: User,
) -> None:
    """Checks an outcome without writing it. Raises Invalid with all reasons for which a service would refuse it."""
    [errors] = check_outcomes(
        [OutcomeDraft(outcome, readers, credits, sources=sources, persons=persons)], by=by
    )
    if errors:
        raise Invalid(errors)


def check_outcomes(entered: Sequence[OutcomeDraft], *, by: User) -> list[dict[str, list[str]]]:
    """The errors of each draft by field path, empty if there are none. Writes nothing, in a fixed number of queries."""
    return drafts.check_drafts(entered, by=by)


def change_outcome(
    outcome: Outcome,
    *,
    credits: Sequence[OutcomeCredit] | None = None,
    sources: Sequence[OutcomeSource] | None = None,
    persons: Sequence[OutcomePersons] | None = None,
    readers: Iterable[User] | None = None,
    by: User,
    version: int | None = None,
    reason: str = "",
) -> Outcome:
    """Saves an edited draft; `version` is the one that the editor read. An edit that changes nothing is not saved."""
    return drafts.change_draft(
        OutcomeDraft(outcome, readers, credits, sources=sources, persons=persons),
        by=by,
        version=version,
        reason=reason,
    )


def amend_outcome(original: Outcome, *, by: User, reason: str, version: int | None = None) -> Outcome:
    """Opens an amendment: a copy of a verified outcome, to be edited."""
    return amendments.amend_record(original, _copy_rows, by=by, reason=reason, version=version)


def amend_edited_outcome(
    outcome: Outcome,
    *,
    credits: Sequence[OutcomeCredit] | None = None,
    sources: Sequence[OutcomeSource] | None = None,
    persons: Sequence[OutcomePersons] | None = None,
    readers: Iterable[User] | None = None,
    by: User,
    reason: str,
    version: int | None = None,
) -> Outcome:
    """Opens an amendment of a verified outcome and saves the edits to it, in one step."""
    draft = OutcomeDraft(outcome, readers, credits, sources=sources, persons=persons)
    return amendments.amend_edited(draft, _copy_rows, by=by, reason=reason, version=version)


def _copy_rows(original: Outcome, copy: Outcome) -> dict[Any, OutcomeCredit]:
    credits = {credit.pk: twin_of(credit, outcome=copy) for credit in original.credits.all()}
    OutcomeCredit.objects.bulk_create(credits.values())
    OutcomeAttachment.objects.bulk_create(twin_of(row, outcome=copy) for row in original.attachments.all())
    OutcomeSource.objects.bulk_create(twin_of(row, outcome=copy) for row in original.sources.all())
    OutcomePersons.objects.bulk_create(twin_of(row, outcome=copy) for row in original.persons.all())
    return credits
