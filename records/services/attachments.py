"""Files of records: attached to a draft, and removed from one, as anything else of it is edited."""

from typing import Any

from agencies.models import User
from common.audit import audited, checked_reason
from common.db.acts import all_or_nothing, locked
from operations.models import Attachment, ReviewedRecord
from operations.services.attachments import drop_files, store_file
from records import rules
from records.services.drafts import mark_edited


@all_or_nothing()
def attach(
    record: ReviewedRecord,
    file: Any,
    *,
    by: User,
    description: str = "",
    marking: str = "",
    version: int | None = None,
    reason: str = "",
) -> Attachment:
    """Stores a file of a draft. Raises Invalid with the reason for which the file is not taken."""
    reason, record = checked_reason(reason), locked(record, version)
    rules.may_change(record, by)
    with audited(by=by, action="file attached", reason=reason):
        mark_edited(record, by=by)
        record.save()
        return store_file(record, file, by=by, description=description, marking=marking)


@all_or_nothing()
def detach(
    attachment: Attachment, *, by: User, version: int | None = None, reason: str = ""
) -> ReviewedRecord:
    """Removes a file of a draft; the verified record that it amends still has it."""
    reason = checked_reason(reason)
    record: ReviewedRecord = locked(getattr(attachment, attachment.of), version)
    rules.may_change(record, by)
    with audited(by=by, action="file removed", reason=reason):
        mark_edited(record, by=by)
        record.save()
        drop_files([attachment])
        attachment.delete()
    return record
