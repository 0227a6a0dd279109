from collections.abc import Iterable, Sequence

from agencies.models import User
from common.errors import Invalid
from records.services import amendments, drafts
from seizures.drafts import SeizureDraft
from seizures.models import Credit, SeizedItem, Seizure, SeizureSource
from seizures.services.copies import copy_rows


def record_seizure(
    seizure: Seizure,
    *,
    items: Sequence[SeizedItem],
    credits: Sequence[Credit] = (),
    sources: Sequence[SeizureSource] | None = None,
    readers: Iterable[User] | None = None,
    by: User,
    reason: str = "",
) -> Seizure:
    """Records a seizure as a draft of the author's agency. Raises Invalid with all errors."""
    return drafts.record_draft(
        SeizureDraft(seizure, readers, credits, items, sources=sources), by=by, reason=reason
    )


def record_seizures(entered: Sequence[SeizureDraft], *, by: User, reason: str = "") -> list[Seizure]:
    """Records many seizures, all or none, in a fixed number of statements."""
    return drafts.record_drafts(entered, by=by, reason=reason)


def check_seizure(
    seizure: Seizure,
    *,
    items: Sequence[SeizedItem] | None,
    credits: Sequence[Credit] | None = (),
    sources: Sequence[SeizureSource] | None = None,
    readers: Iterable[User] | None = None,
    by: User,
) -> None:
    """Checks a seizure without writing it. Raises Invalid with all reasons for which a service would refuse it."""
    [errors] = check_seizures([SeizureDraft(seizure, readers, credits, items, sources=sources)], by=by)
    if errors:
        raise Invalid(errors)


def check_seizures(entered: Sequence[SeizureDraft], *, by: User) -> list[dict[str, list[str]]]:
    """The errors of each draft by field path, empty if there are none. Writes nothing, in a fixed number of queries."""
    return drafts.check_drafts(entered, by=by)


def change_seizure(
    seizure: Seizure,
    *,
    items: Sequence[SeizedItem] | None = None,
    credits: Sequence[Credit] | None = None,
    sources: Sequence[SeizureSource] | None = None,
    readers: Iterable[User] | None = None,
    by: User,
    version: int | None = None,
    reason: str = "",
) -> Seizure:
    """Saves an edited draft. `items` and `credits` replace the stored ones; None leaves those unchanged.

    `version` is the one that the editor read. An edit that changes nothing is not saved.
    """
    draft = SeizureDraft(seizure, readers, credits, items, sources=sources)
    return drafts.change_draft(draft, by=by, version=version, reason=reason)


def amend_seizure(original: Seizure, *, by: User, reason: str, version: int | None = None) -> Seizure:
    """Opens an amendment: a copy of a verified seizure with items, credits and dispositions, to be edited."""
    return amendments.amend_record(original, copy_rows, by=by, reason=reason, version=version)


def amend_edited_seizure(
    seizure: Seizure,
    *,
    items: Sequence[SeizedItem] | None = None,
    credits: Sequence[Credit] | None = None,
    sources: Sequence[SeizureSource] | None = None,
    readers: Iterable[User] | None = None,
    by: User,
    reason: str,
    version: int | None = None,
) -> Seizure:
    """Opens an amendment of a verified seizure and saves the edits and rows to it, in one step."""
    draft = SeizureDraft(seizure, readers, credits, items, sources=sources)
    return amendments.amend_edited(draft, copy_rows, by=by, reason=reason, version=version)
