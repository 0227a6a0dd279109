from collections.abc import Iterable, Sequence

from agencies.models import User
from common.errors import Invalid
from operations.models import Outcome
from outcomes.drafts import OutcomeDraft
from records.services import drafts


def record_outcome(
    outcome: Outcome, *, readers: Iterable[User] | None = None, by: User, reason: str = ""
) -> Outcome:
    """Records an outcome as a draft of the author's agency. Raises Invalid with all errors."""
    return drafts.record_draft(OutcomeDraft(outcome, readers), by=by, reason=reason)


def record_outcomes(entered: Sequence[OutcomeDraft], *, by: User, reason: str = "") -> list[Outcome]:
    """Records many outcomes, all or none, in a number of statements that does not depend on theirs."""
    return drafts.record_drafts(entered, by=by, reason=reason)


def check_outcome(outcome: Outcome, *, readers: Iterable[User] | None = None, by: User) -> None:
    """Raises Invalid with everything for which recording or changing the outcome would be refused. Writes nothing."""
    [errors] = check_outcomes([OutcomeDraft(outcome, readers)], by=by)
    if errors:
        raise Invalid(errors)


def check_outcomes(entered: Sequence[OutcomeDraft], *, by: User) -> list[dict[str, list[str]]]:
    """The errors of each draft by field path; empty where it is right. A few queries, however many. Writes nothing."""
    return drafts.check_drafts(entered, by=by)


def change_outcome(
    outcome: Outcome,
    *,
    readers: Iterable[User] | None = None,
    by: User,
    version: int | None = None,
    reason: str = "",
) -> Outcome:
    """Saves an edited draft; `version` is the one that the editor read. An edit that changes nothing is not saved."""
    return drafts.change_draft(OutcomeDraft(outcome, readers), by=by, version=version, reason=reason)


def amend_outcome(original: Outcome, *, by: User, version: int | None = None, reason: str = "") -> Outcome:
    """Opens an amendment: a draft copy that replaces the verified outcome once it is verified itself."""
    return drafts.amend_record(original, lambda *_rows: None, by=by, version=version, reason=reason)
