"""Files of operations and sources; those of records go through records.services, which asks about their review."""

from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited, checked_reason
from common.db.acts import all_or_nothing, locked
from common.errors import Findings, NotAllowed, Refused
from common.uploads.receiving import receive
from operations import rules
from operations.models import Attachment, Marking, Operation, Source
from operations.sharing import stricter

MOST_FILES = 50


@all_or_nothing()
def attach_file(
    above: Operation | Source,
    file: Any,
    *,
    by: User,
    description: str = "",
    marking: str = "",
    reason: str = "",
) -> Attachment:
    """Stores a file of an operation or a source. Raises Invalid with the reason for which it is not taken."""
    reason, above = checked_reason(reason), locked(above)
    _may_attach(above, by)
    with audited(by=by, action="file attached", reason=reason):
        return store_file(above, file, by=by, description=description, marking=marking)


@all_or_nothing()
def remove_file(attachment: Attachment, *, by: User, reason: str = "") -> None:
    """Removes a file of an operation or a source."""
    reason = checked_reason(reason)
    _may_attach(getattr(attachment, attachment.of), by)
    with audited(by=by, action="file removed", reason=reason):
        drop_files([attachment])
        attachment.delete()


def store_file(above: Any, file: Any, *, by: User, description: str, marking: str) -> Attachment:
    """A new attachment of the locked row, with its content in the storage."""
    model: Any = above.attachments.model
    if (owner := above.owner or by.agency) is None:
        raise NotAllowed(_("A file belongs to an agency: somebody of one attaches it."))
    received = receive(file)
    row = model(
        owner=owner, name=received.name, description=description.strip(), media_type=received.kind.media_type,
        size=len(received.content), sha256=received.sha256, marking=stricter(marking or above.marking, above.marking),
        added_by=by, **{model.of: above},
    )  # fmt: skip
    _check_file(row, above)
    row.stored.save(f"{row.pk}.{received.kind.extension}", ContentFile(received.content), save=False)
    try:
        row.save(force_insert=True)
    except BaseException:
        row.stored.delete(save=False)
        raise
    return row  # type: ignore[no-any-return]  # a model that is looked up


def _check_file(row: Attachment, above: Any) -> None:
    findings = Findings()
    with findings.at():
        row.full_clean(exclude=["stored"])
    if row.marking == Marking.RED != above.marking:
        findings.add("marking", _("Mark what it belongs to TLP:RED first: that names who may read it."))
    if above.attachments.filter(sha256=row.sha256).exists():
        findings.add("file", _("That file is attached already."))
    if above.attachments.count() >= MOST_FILES:
        findings.add(
            "file", _("There are %(most)d files already, and no more are taken.") % {"most": MOST_FILES}
        )
    findings.raise_if_any()


def drop_files(attachments: Iterable[Attachment]) -> None:
    """Deletes the contents once the rows are gone for good, except those that a copy of the record has, too."""
    gone = [(type(each), each.stored) for each in attachments]

    def drop() -> None:
        for model, stored in gone:
            if not model._default_manager.filter(stored=stored.name).exists():
                stored.storage.delete(str(stored.name))

    transaction.on_commit(drop)


def _may_attach(above: Any, by: User) -> None:
    if isinstance(above, Operation):
        rules.may_steer(above, by)
    elif isinstance(above, Source):
        rules.may_change_source(above, by)
    else:
        raise Refused(_("A file belongs to a record, an operation or a source."))
